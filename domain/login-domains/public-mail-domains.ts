/**
 * Domains whose addresses anyone may have, so that no tenant can own them. Source: the consumer
 * providers of the list free-email-domains 1.12.6 (MIT licence), with Tuta and HEY, which it lacks.
 */
export const publicMailDomains: ReadonlySet<string> = new Set(
  `
  gmail.com googlemail.com
  outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.jp hotmail.com hotmail.co.uk
  hotmail.de hotmail.fr hotmail.es hotmail.it live.com live.co.uk live.de live.fr live.nl msn.com
  windowslive.com passport.com
  yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.com.au yahoo.com.br yahoo.com.ar
  yahoo.com.mx yahoo.ca yahoo.de yahoo.es yahoo.fr yahoo.in yahoo.it ymail.com rocketmail.com
  aol.com aol.de aol.fr aol.co.uk aim.com verizon.net
  icloud.com me.com mac.com
  proton.me protonmail.com protonmail.ch pm.me
  tutanota.com tutanota.de tutamail.com tuta.com tuta.io keemail.me
  hey.com fastmail.com fastmail.fm zoho.com zohomail.com zohomail.eu hushmail.com mail.com
  email.com usa.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de freenet.de t-online.de arcor.de
  posteo.de posteo.net mailbox.org 1und1.de
  mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net
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
