/**
 * Domains whose addresses anyone may have, so that no tenant can own them. Source: the consumer
 * providers of the list free-email-domains 1.12.6 (MIT licence), with Tuta and HEY, which it lacks, and
 * with the national domains of Microsoft's and Yahoo's mail.
 */
export const publicMailDomains: ReadonlySet<string> = new Set(
  `
  gmail.com googlemail.com
  outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.jp hotmail.com hotmail.co.uk
  hotmail.de hotmail.fr hotmail.es hotmail.it live.com live.co.uk live.de live.fr live.nl msn.com
  windowslive.com passport.com
  outlook.at outlook.be outlook.cl outlook.co.id outlook.co.th outlook.com.ar outlook.com.au
  outlook.com.br outlook.com.tr outlook.com.vn outlook.cz outlook.dk outlook.hu outlook.ie outlook.in
  outlook.kr outlook.lv outlook.my outlook.ph outlook.pt outlook.sa outlook.sg outlook.sk
  hotmail.at hotmail.be hotmail.ca hotmail.ch hotmail.co.in hotmail.co.jp hotmail.co.nz hotmail.co.za
  hotmail.com.ar hotmail.com.au hotmail.com.br hotmail.com.mx hotmail.com.tr hotmail.cz hotmail.dk
  hotmail.fi hotmail.gr hotmail.hu hotmail.nl hotmail.no hotmail.se hotmail.sg
  live.at live.be live.ca live.ch live.cl live.cn live.co.za live.com.ar live.com.au live.com.mx
  live.com.pt live.com.sg live.dk live.fi live.hk live.ie live.in live.it live.jp live.no live.ru
  live.se
  yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.com.au yahoo.com.br yahoo.com.ar
  yahoo.at yahoo.be yahoo.ch yahoo.co.id yahoo.co.nz yahoo.co.th yahoo.co.za yahoo.com.co
  yahoo.com.hk yahoo.com.my yahoo.com.pe yahoo.com.ph yahoo.com.sg yahoo.com.tr yahoo.com.tw
  yahoo.com.vn yahoo.cz yahoo.dk yahoo.fi yahoo.gr yahoo.hu yahoo.ie yahoo.nl yahoo.no yahoo.pl
  yahoo.pt yahoo.ro yahoo.se
  yahoo.com.mx yahoo.ca yahoo.de yahoo.es yahoo.fr yahoo.in yahoo.it ymail.com rocketmail.com
  aol.com aol.de aol.fr aol.co.uk aim.com verizon.net
  icloud.com me.com mac.com
  proton.me protonmail.com protonmail.ch pm.me
  tutanota.com tutanota.de tutamail.com tuta.com tuta.io keemail.me
  hey.com fastmail.com fastmail.fm zoho.com zohomail.com zohomail.eu hushmail.com mail.com
  duck.com mailfence.com riseup.net runbox.com startmail.com
  email.com usa.com gmx.com gmx.net gmx.us gmx.co.uk gmx.fr gmx.es gmx.de gmx.at gmx.ch web.de freenet.de t-online.de arcor.de
  posteo.de posteo.net mailbox.org 1und1.de
  mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com yandex.by yandex.kz yandex.ua ya.ru rambler.ru ukr.net
  seznam.cz email.cz post.cz centrum.cz volny.cz azet.sk zoznam.sk
  wp.pl o2.pl onet.pl onet.eu interia.pl gazeta.pl op.pl
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr bbox.fr neuf.fr
  libero.it virgilio.it tiscali.it alice.it tin.it
  terra.com.br uol.com.br bol.com.br ig.com.br
  qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn aliyun.com
  naver.com daum.net hanmail.net nate.com
  docomo.ne.jp ezweb.ne.jp softbank.ne.jp
  rediffmail.com
  btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com blueyonder.co.uk
  comcast.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com
  rogers.com shaw.ca sympatico.ca telus.net videotron.ca
  bigpond.com bigpond.net.au optusnet.com.au iinet.net.au
  telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl home.nl xs4all.nl
  bluewin.ch sunrise.ch hispeed.ch
  telia.com bredband.net online.no
  lycos.com inbox.com mailinator.com guerrillamail.com 10minutemail.com yopmail.com temp-mail.org
  trashmail.com sharklasers.com getnada.com maildrop.cc
  `
    .trim()
    .split(/\s+/),
);
