/**
 * The words that common passwords consist of, or begin with before "2024!": the entries of 4 to 11 letters among the
 * first 4,000 of each list that `common-passwords.ts` names.
 */
export const commonStems = `
aaaa aaaaa aaaaaa aaaaaaa aaaaaaaa aaaaaaaaaa aaliyah aardvark aaron abby abcd abcde abcdef abcdefg abcdefgh
aberdeen abgrtyu abigail abraham absolut access accord account achilles acmilan action active adam adgjmptw
adidas admin admiral adonis adrian adriana adult aezakmi africa again aggies aikido airborne airbus airforce
airplane alabama alan alaska albatros albert alberto albina albion alejandr alejandra alejandro aleksandr
aleksandra aleksey alessandra alessandro alessia alessio alex alexande alexander alexandr alexandra alexandre
alexandru alexia alexis alfa alfred alfredo alibaba alice alicia alien aliens alison allen alliance allison
allmine allsop almond alpha alpine alucard always alyssa amadeus amanda amateur amazon amber amelia america
american amigos amore amoremio amores amour amsterda amsterdam anaconda anakin anal analsex anamaria anarchy
anastasia anders anderson andre andrea andreas andreea andrei andres andrew andrey andromeda andy anfield
angel angela angelica angelina angelito angelo angels angie anhyeuem animal animals anime anna anne annette
annie answer anthony antoine anton antonella antonia antonio anubis anything apache apollo apple applepie
apples april aquarius aragorn archer archie argentina ariana arianna arizona arjay armando armani arnold
arsenal artemis arthur artist artur asasas asdasd asdasdasd asddsa asdf asdfasdf asdfg asdfgh asdfghj asdfghjk
asdfghjkl asdfjkl asdzxc ashley ashton asian aspire aspirine assass assassin assfuck asshole assholes assman
asterix astrid astros athena atlanta atlantic atlantis atomic attack attitude auburn audrey august aurelie
aurora aussie austin australi australia autumn avalanch avalon avatar avenger awesome azamat azerty azertyuiop
azsxdc azsxdcfv babe babes babies baby babyblue babyboy babydoll babygirl babygurl babylon babylove bacchus
back backdoor backup bacon badass badboy baddog badger badoo baggins bailey ball baller balloon balls bambam
bamboo banana bananas banane bandit bang bangbang bangkok banker banshee barbara barber barbie barcelon
barcelona barefoot barkley barney barrett barry barsik bart baseball basket basketba basketball bass bassman
bastard batista batman battle baxter bayern bbbbbb beach beaches beagle beaner beanie bear bearbear bears
bearshare beast beastie beatles beatrice beatriz beautiful beauty beaver beavis beckham becky beefcake beer
beerbeer beetle believe belinda bell bella belle bender benfica benjamin bennett benny benson bentley beretta
berlin bernard bernie bertha bertie best bestfriend bethany better betty bettyboop beverly bianca bicycle
bigass bigballs bigbear bigbird bigboobs bigboy bigcock bigdaddy bigdick bigdog bigfoot bigger biggie biggles
bigguy bigmac bigman bigmoney bigone bigred bigsexy bigtime bigtits bike bikini bill billabong billie billy
billybob billyboy bimmer bing bingo bird birdie birdman birthday biscuit bishop bismillah bitch bitches biteme
bizkit blabla blablabla black blackberry blackcat blackdog blackhaw blackie blackjac blackjack blackman blacks
blacky blade blades blah blahblah blake blaster blazer blessed blessing blizzard blonde blondes blondie blood
bloody blossom blow blowjob blowme blue blueberry bluebird blueblue blueboy bluedog blueeyes bluefish bluemoon
blues bluesky boat bobafett bobbie bobbob bobby bobcat bobmarley boeing bogart bogdan bogey bohica bollocks
bollox bomber bonbon bond bondage bone bonehead boner bones bonita bonjour bonkers bonnie bonsai boob boobies
booboo boobs booger boogie boomboom boomer bootie boots booty boris bosco boss bossman boston bottle bottom
boubou bounce bowler bowling bowser boxcar boxing boys bozo brad bradford bradley brandi brando brandon brandy
brasil braves brazil breast breeze brenda brendan brian briana brianna bridge bridget brighton bristol britney
brittany broadway broken bronco broncos brooke brooklyn brooks brother brothers brown brownie browns bruce
brucelee bruins bruno brutus bryan bryant bscirc bubba bubbas bubble bubblegum bubbles buck buckeye buckeyes
buckshot buddha buddy budlight budman budweise buffalo buffett buffy bugger builder bull bulldog bulldogs
bullet bullseye bullshit bunghole bunny burger burrito burton bush business busted buster butch butler butt
butter buttercup butterfl butterfly butthead butthole buttman button buttons buzz byteme cabbage cactus
cadillac caesar caitlin calico caliente californ california caligula callaway callie callofduty callum calvin
camaro cambiami camel camelot camels camera cameron camila camilla camille campbell canada canadian cancel
cancer cancun candle candy candyman cannon canon cantik cantona canyon capital capone caprice capricorn
captain caramel cardinal carebear carl carla carlitos carlo carlos carlton carmen carol carole carolina
caroline carolyn carpediem carpet carrera carrie carrot carson carter cartman cartoon casablanca casanova
caserta casey cash cashmoney casino casper cassandra cassidy cassie castle catalina catdog catfish catherin
catherine catman cats cavalier caveman ccbill cccccc cdtnkfyf cecilia cedric celeron celeste celica celine
celtic celtics center central cessna cfitymrf chacha chad chainsaw chair champ champion champs chance chandler
chanel chang change changeme chaos charger chargers charlene charles charley charli charlie charlott charlotte
charlton charly charmed chase chaser check cheers cheese cheetah chelsea chemical chemistry cheng cherokee
cherry cheryl chester chevelle chevrole chevy chewie cheyenne chiara chicago chichi chicken chickens chicks
chico chief chiefs children china chipper chivas chloe chocolat chocolate chong chopper chouchou chris
chrisbln chrissy christ christia christian christie christin christina christine christmas christop christophe
christopher christy chronic chrono chubby chuck chuckles chucky church ciaociao ciccio cigars cinder
cinderella cindy cinnamon city cjkysirj cjkywt cjmasterinf claire clancy clapton clarence classic claude
claudia claudio clayton clemson cleopatra clevelan clifford clinton clipper clitoris clover clowns cobra
cocacola cock cocks coco coconut cody coffee cohiba coke coleman colleen college collins colombia colorado
colors coltrane columbia columbus comics coming command commando compaq compute computer concrete condom
condor connect conner connie connor conrad consumer contact content control cookie cookies cool cooldude
cooler coolguy coolio coolman cooper cooter copper corazon cornell corona corrado corvette cosmo cosmos
cosworth cotton coucou cougar counter country coupons courtney cowboy cowboys coyote cracker craig crash
crawford crazy crazybab cream creampie creamy creative credit cricket crimson cristian cristina critter cruise
cruiser crunch crusader crysis crystal cthulhu cthutq cubbies cubs cuddles cumming cumshot cunt cunts cupcake
curious curtis custom cuteako cutie cutiepie cutlass cutter cxfcnmt cyber cyclone cyclops cynthia cypress
dadada daddy daddysgirl daewoo dagger daisy dakota dale dalejr dallas dalton damage damian damien damilola
dammit damnit dana dance dancer dang danger danie daniel daniela daniele danielle daniels daniil danila danilo
danni danny dannyboy dante danzig daphne dark darkangel darkness darkside darkstar darling darren darwin dave
david davide davids davidson davis dawg dawn dawson daytona dbrnjhbz dddddd deacon dead deadhead deadman dean
deanna dearbook death debbie deborah december deedee deejay deepthroat deeznuts defender defiant deftones
delete delfin delta demon demons denali denis denise deniska dennis denver depeche derrick desert design
designer desire desiree deskjet destiny detroit devil devildog devils dexter dfkthbz dfkthf dfktynbyf dfvgbh
dharma diablo diamond diamonds diana dianne dick dickhead dicks diehard diesel dietcoke digger digital dilbert
dildo dilligaf dillon dima dinamo ding dingdong dinosaur diosesfiel direct director dirty discover disney
divine dixie dkflbckfd dkflbvbh doberman doctor dodge dodger dodgeram dodgers dogg doggie doggy dogman dogs
dollar dollars dolphin dolphins dominic dominik dominique domino donald dong donkey donna donnie donuts doobie
doodle doogie dookie dorian dorothy double doudou doug doughboy douglas down downtown dracula drago dragon
dragonball dragonfly dragons dragoon drake dream dreamer dreams drew driver drizzt droopy drowssap drpepper
drummer dthjybrf dublin ducati duchess duck dude dudley duke dumbass duncan dupont durango duster dustin dusty
dylan eagle eagles eastside easy eatme eatpussy eatshit eclipse eddie eduard eduardo education edward edwards
eeyore eileen einstein ekaterina elaine electra electric element elena elephant eleven elijah elizabet
elizabeth ellie elliot elliott elodie elvira elvis elwood emerald emerson emilie emily eminem emma emmanuel
emmitt empire energy engage engine engineer england english enigma enjoy enrique enter enterpri enterprise
entropy eric erica ericsson erik ernest erotic erotica escape escort esmeralda esperanza esteban esther
estrella eternity eugene europa europe evelyn everest everton evildick evolution excalibu exigen exigent
exodus explorer express extreme fabian fabie fabric facebook facial faggot faith falcon falcons fallen fallout
familia family fang fantasy farmer farside fart fashion fast faster fatass fatboy fatcat father fatima fatman
favour feather february federica federico feet felicia felipe felix fellow fender fernand fernanda fernando
ferrari ferret fetish ffffff fghtkm ficken fiesta figaro fighter filter finger fingers finish fire fireball
firebird firefly firefox fireman first fish fisher fishes fishing fitness fktrcfylh fktrcfylhf fktrctq flames
flamingo flash flatron fletch fletcher flight flipper floppy florence flores florian florida flounder flower
flowers floyd fluffy flyboy flyers flying fondoom foobar football ford forest forever forfun forget forgot
formula forrest fortuna fortune fossil foster fountain fowler foxtrot france frances francesc francesca
francesco francis francisco franco francois frank frankie franklin franky freak freaks freaky freckles fred
freddie freddy frederic fredfred free freedom freeman freepass freeporn freeuser french fresh friday friend
friends friendship friendster fright frisco fritz frodo frog frogger froggy frontier frosty frozen fubar fuck
fucked fucker fuckers fuckface fuckfuck fuckher fuckin fucking fuckit fuckme fuckoff fuckthis fucku fuckyou
fugazi function funny funtime fusion future fyfcnfcbz fylhtq gabrie gabriel gabriela gabriele gabriella
gabrielle galatasaray galaxy galina galore gambit gandalf ganesh gang gangbang gangsta gangster garage garbage
garcia garden garfield gargoyle garrett gary gateway gator gators gbpltw gegcbr geheim gemini general genesis
genius george georgia gerald gerard german germany geronimo getmoney getsome gfhjkm gggggg ghbdtn ghbdtnbr
ghetto ghjcnj ghjcnjnfr ghost giant giants gibson gilbert gillian ginger giorgi giovanna giovanni girl girls
giulia giuseppe gizmo gizmodo gjkbyf gladiator global gloria gmoney goalie goblin goblue godbless goddess
godfather godisgood godisgreat godislove godsmack godzilla gofish goforit gogogo goku gold goldberg golden
goldfish goldie goldstar golf golfball golfcourse golfer golfgolf golfing goliath gollum gonzo goober good
goodboy goodbye goodluck goodman goodtime google goose gopher gordon gorilla gotcha gothic gotohell govols
grace gracie graham grandma granny grant grapes grateful great greatone greece green greenbay greenday greene
greens greg gregor gregory gremlin grendel gretchen gretzky griffey griffin gringo grizzly groovy groucho
grover grumpy guardian guest guiness guinness guitar gundam gunnar gunner gunners gustav gustavo gwerty hacker
haha hahaha hahahaha hailey hairy halflife hallo hambone hamburg hamilton hamlet hammer hammers hamster
handball handsome hang hank hannah hannibal hansen hansolo hanuman happiness happy happyday hard hardcore
harder hardon hardrock harley harmony harold harper harris harrison harry harrypotter harvey hassan hastings
havefun hawaii hawk hawkeye hayden hayley head heart hearts heather heaven hector hedgehog hehehe heidi helen
helena hell hellfire hello hellokitty helloo hellyeah help helpme hendrix henry hentai herbert herbie hercules
herman hermes hernandez hershey hesoyam heyhey hhhhhh hidden highland hihihi hilary hilton hiphop history
hithere hitler hitman hjvfirf hobbes hobbit hockey hola holden holiday holland holly hollywoo hollywood holmes
holyshit home homelesspa homer homers homerun honda honey hongkong hookem hooker hoosier hooter hooters hoover
hope hopper horizon horndog hornet horney horny horse horses hotboy hotdog hotmail hotpussy hotred hotrod
hotsex hotshot hotstuff hottie hotties house houses houston howard hudson hughes hummer hungry hunter hunting
hurrican husker huskers huskies hustler hyperion ibanez ibrahim icecream icehouse iceman idontknow iforgot
igor iguana ihateyou illini illinois ilove ilovegod ilovehim ilovejesus iloveme ilovesex iloveu iloveyo
iloveyou imagine imissyou immortal impala imperial incubus india indian indiana indians indigo indonesia
infantry inferno infiniti infinity info ingrid inlove insane insanity insert inside integra internet intrepid
intruder inuyasha ireland irina irish ironmaiden ironman isabel isabella isabelle isaiah island israel
istanbul italia italian ivan ivanov ivanova iverson iwantu jabroni jack jackal jackass jackie jackoff jackson
jacob jacobs jade jaguar jaimatadi jakarta jake jakjak jamaica james jamesbon jamesbond jamie jammer jane
janet janice janine january japan japanese jarhead jasmin jasmine jason jasper java javier jayden jayhawk
jayjay jayson jazz jazzman jean jeanette jeanne jedi jeep jeff jeffrey jellybean jenna jennie jennifer jenny
jensen jeremiah jeremy jericho jerkoff jerome jerry jersey jess jesse jessic jessica jessie jester jesus
jesuschrist jetaime jethro jewels jillian jimbo jimbob jimmy jjjjjj joanna joanne joejoe joel joey johanna
johannes john johncena johnjohn johnny johnson jojo joker jokers jonathan jones jordan jose joseph josephine
josh joshua journey jrcfyf juan judith juggalo juice julia julian juliana julie julien juliet juliette julius
jumper junebug jungle junior jupiter justdoit justice justin justinbieb justine justme juventus kahuna kaiser
kaitlyn kaktus kamikaze kangaroo kansas karate karen karina karolina kasper katana katerina katherine kathleen
kathryn kathy katie katrin katrina kawasaki kayla kaylee keeper keith kelley kelly kelsey kendall kennedy
kenneth kenny kenshin kent kentucky kenwood kenworth kermit kevin keyboard keystone keywest kickass kicker
kids kill killbill killer killme kimber kimberly king kingdom kingfish kingkong kingpin kingston kinky kipper
kirill kirsten kiss kisses kissme kissmyass kitkat kitten kitty kittycat kittykat kkkkkk kkkkkkk kkkkkkkk
klaster klingon knickers knicks knight knights knopka kodiak kolobok kong korn koshka kosmos kostya kotenok
kramer krishna krista kristen kristi kristin kristina kristine kristy ktyjxrf kume kungfu kurt kyle labrador
labtec lacrosse ladies lady ladybug ladygaga laguna lakers lakshmi lala lalala lamont lance lancelot lancer
lane lansing laptop larisa larissa larry lastfm lasvegas latin latino laura laurel lauren laurent laurie
lavender lawrence lawyer leader leanne leather ledzep legacy legend legion legolas lemons lennon leonard
leonardo leonid leopard lesbian lesbians leslie lespaul lestat lester letmein letsgo letter lewis lexmark
liberty library lick licker lickit lickme life lifehack lifetime light lighthouse lightnin lightning lights
liliana lillian lilwayne lincoln linda lindsay lindsey ling linked linkedin linkin linkinpark lion lionking
liquid lisa lisalisa little liverpoo liverpool lizard lizottes lizzie lkjhgfdsa llllll lobster logan logitech
lokomotiv lolipop lolita lollipop lollol lollypop lololo london lonely lonestar lonewolf long longhorn looker
looking looser lorena lorenzo lorraine loser losers louis louise loulou love lovebug loveit loveless lovelife
lovelove lovely loveme lover loverboy lovers loveyou loving lowrider lucas lucifer lucky luckydog lucy ludwig
luis luke luther lvbnhbq macdaddy machine mackenzie macross madden maddie maddog madeline madison madman
madmax madness madonna madrid maestro maganda magdalena maggie magic magick magicman magnet magnolia magnum
magnus magpie mahal mahalkita mahalko maiden mailman maison majestic makaveli maksim malaka malcolm malibu
malina mallard mama mamama mamamia mamapapa mamita manager manchest manchester mandingo mandy maniac manman
manson manuel manuela manutd maradona marathon marc marcel marcelo marco marcos marcus margaret margarita
maria mariah mariam marian mariana marianne marie marijuana marilyn marin marina marine mariners marines
marino mario marion mariposa marisa marissa marius mark market marketing markus marlboro marlene marley marlin
marlon marseille marshall martha martin martina martinez martini marvel marvin mary maryjane maryland mason
massimo massive master masters matador mathew matilda matrix matt matteo matthew mattie mature maureen maurice
mauricio maverick maxell maxima maxime maximum maximus maxine maxmax maxwell maxx mayday mayhem maynard
meatball meathead meatloaf mechanic medicine megadeth megaman megan megapass meghan melanie melinda melissa
mellon melody melvin member mememe memorex memory memphis mendoza mercedes mercury meredith meridian merlin
mersedes metal metallic metallica method mexico miami michael michaela michal micheal michel michele michell
michelle michigan mickey microlab micron microsof microsoft midget midnight mierda mighty miguel mike mikemike
mikey milan milana milano milena miles military miller millie million milton mine minecraft ming minime minnie
miracle mirage miranda miriam mirror misfit mission missy mister mistress misty mitchell mittens mmmmmm
mnbvcxz mobile models mohamed mohammed mojo mollie molly moloko molson momdad mommy momoney monaco monalisa
monday mondeo money moneyman moneys mongoose monica monika monique monitor monkey monkeys monopoly monroe
monster montana montreal monty moocow mookie moomoo moon moonlight moose morena morgan morpheus morris
morrison moscow motdepasse mother motherlode motorola mountain mouse movie movies mozart muffin muhammad
mulder multiplelo munchkin muppet murder murphy murray muscle mushroom music musica musicman mustafa mustang
mustangs mybaby mykids mylife mylove myname mynoob mypass mypassword myself myspace mystery mystic nadine
naked nancy napass napoleon napoli naruto nascar nasty nastya natali natalia natalie natasha nathalie nathan
nathaniel national natural nature naughty nebraska nellie nelson nemesis neptune network nevada never
nevermind newbie newcastl newcastle newlife newman newpass newport newton newyork nfnmzyf nguyen nicholas nick
nicola nicolas nicole nigeria nigga nigger night nightmare nike nikita nikki nikola nimrod nina niners ninja
nintendo nipper nipple nipples nirvana nissan nitram nobody nofear nokia nolimit none nonmember noodle noodles
nookie nopass norman norton nothing november noway nudist nugget null number nuttertools nyjets nylons nymets
oakland oakley obiwan oblivion ocean oceane october odessa office ohyeah oilers oklahoma oksana olamide oldman
oleg olga oliver olivia olivier omega omsairam onelove online onlyme oooooo open openup operator oracle orange
oranges oregon orgasm original orioles orion orlando oscar osiris outkast outlaw over overlord oxford pacific
packard packer packers pacman paddle padres paint paintbal paintball painter pakistan palace paladin palmer
paloma pamela panama panasoni panasonic pancho panda pandora panget pantera panther panthers panties pantyhos
panzer papamama paper papillon paradise paradox paramore paris parker parola parrot party pascal pass passat
passion passme passpass passport passwor password passwords passwort pastor patches patricia patrick patriot
patriots patton patty paul paulina pauline pavilion payton peace peaches peanut peanuts pearl pearljam pebbles
pedro peekaboo peewee pegasus pencil penelope penguin penguins penis penny penthous pentium people pepito
pepper pepsi perfect personal pervert pete peter peterpan peters peterson peugeot peyton phantom phil philip
philippe philips phillies phillip phillips philly phoebe phoenix photo photos phpbb piazza picard picasso
piccolo pickle pickles pics picture pierre piglet pikachu pillow pilot pimp pimpin pineappl pineapple ping
pingpong pink pinkfloy pinkfloyd pinky pioneer pippen pippo pirate pirates pisces pistol pitbull pizza planet
plastic platinum play playboy player playstation playtime please pleasure plumber plymouth poetry pogiako
point poison poiuyt poiuytrewq pokemon polaris police polina polo polska pompey poncho pontiac poodle pooh
poohbear pookie poontang poop pooper poopie poopoo pooppoop pooter popcorn popeye popopo poppy porkchop porn
porno pornos pornstar porsche porter portland portugal poseidon positive possum postal potato potter powder
powell power powers pppppp praise precious predator prelude premier presario presto preston pretty prettygirl
primus prince princes princesa princess princesse printer prissy private privet priyanka prodigy profit
promise psycho pudding pumpkin punisher punk punkin punkrock puppies puppy pupsik purple pussie pussies pussy
pussycat pussys putter pyramid python qawsed qawsedrf qazqaz qazwsx qazwsxed qazwsxedc qazxsw qazxswedc qqqqqq
qqqqqqqq quality quantum quartz quattro queen queens quentin quincy qwaszx qweasd qweasdzxc qweqwe qweqweqwe
qwer qwerasdf qwerqwer qwert qwerty qwertyu qwertyui qwertyuio qwertyuiop qwertz qwqwqw rabbit racecar racer
racerx rachael rachel racing radiohead rafael ragnarok rahasia raider raiders railroad rain rainbow raistlin
rajesh ralph rambler rammstein ramona ramses randall random randy ranger rangers raphael raptor raquel rascal
rasputin rastaman raven ravens raymond rayray razz rbhbkk rctybz reading ready reagan reality realmadrid
reaper rebecca rebel rebels redalert redbull reddog redfish redhead redhot redman redneck redred redrose
redrum redskins redsox redwings reebok reggie regina remember renata renault renee renegade rental rereirf
rescue research respect retard retired revenge review revolution rfhbyf rfnthbyf rfrfirf rfrnec rhbcnbyf
rhonda ricardo rich richard richards richie richmond rick ricky rightnow ripper river rivers rjirfrgbde
rjntyjr rjycnfynby roadkill robbie robert roberta roberto roberts robin robinson robotech rock rocker rocket
rockets rockhard rocknroll rockon rocks rockstar rocky rodman rodney rodrigo rodriguez roger rogers roland
roller rolltide romain roman romance romashka romeo rommel ronald ronaldinho ronaldo ronnie rookie rooney
rooster rootbeer rosario roscoe rose rosebud rosemary rosie rotten rover rovers roxanne royals rrrrrr rtyuehe
rubber rugby rules rulez runescape runner running rupert rush ruslan russell russia russian rustam rusty ryan
sabbath sabina sabine sabres sabrina sachin sadie safari safety saibaba sailboat sailing sailor saint saints
sairam sakura sally salmon salvador salvatore samantha samara samiam samira sammie sammy sampson samsam samson
samsung samuel samurai sanane sanchez sanders sandiego sandman sandra sandrine sandro sandy sanjay santana
santiago santos sapper sapphire sara sarah saratoga sasasa sascha sasha sassy sasuke satan saturday saturn
saun sausage savage savannah sayang scania scanner scarface scarlet scarlett school science scooby scoobydo
scoobydoo scooter scorpio scorpion scotch scotland scott scottie scotty scout scrappy scratch scream scruffy
scully seamus sean searay search season seattle sebastia sebastian sebastien second secret security seeker
seinfeld select selena seminole semperfi senior sentinel septembe september serega serena serenity sergei
sergey sergio server service sesame seven sexsex sexual sexx sexxxx sexxxy sexy sexybitch sexyboy sexygirl
shado shadow shaggy shakira shalom shaman shamrock shane shania shanna shannon shaolin shark sharks sharky
sharon sharp shasta shaved shawn shazam shearer sheena sheila shelby shelley shelly shemale sherlock sherman
sherry sherwood shiloh shirley shit shithead shitty shogun shooter shopping short shorty shotgun showme
showtime sidney siemens sierra sigma silence silver silvia simba simon simona simone simple simpson simpsons
sims sinatra sinbad sinclair singapore singer single sinner sirius sister sithlord sixers skateboard skater
skeeter skidoo skiffy skiing skinny skipper skippy skittles skorpion skydive skyhawk skyline skywalke
skywalker slacker slappy slapshot slave slayer sleepy slick slider slipknot slut sluts slutty small smallville
smegma smelly smile smiles smiley smith smitty smoke smoker smokes smokey smokie smokin smooth smudge smut
snake snakes snapper snapple snatch sneakers snickers sniper snoop snoopdog snoopy snow snowball snowboar
snowboard snowflake snowman snuggles sobaka soccer socrates softball software soldier soleil solnce solomon
solution somethin something sommer song sonic sony sooner sooners sophia sophie soulmate southern southpark
space spam spank spanking spankme spanky sparkle sparks sparky sparrow sparta spartak spartan spartans spawn
speaker spears special spectrum speed speedy spencer spider spiderma spiderman spidey spike spirit spitfire
splash splinter spongebob spooky sport sporting sports spring springer sprint sprite spunky spurs sputnik
spyder squirrel squirt srinivas ssssss stacey stalker stallion standard stanley staples star starbuck
starcraft stardust starfire starfish stargate stars starship start startrek starwars static station status
stealth steaua steel steele steeler steelers stefan stefania stefano stella stellina steph stephani stephanie
stephen stereo sterlin sterling steve steven stevie stewart stick sticks sticky stimpy stinger stingray stinky
stocking stocks stolen stone stonecol stonecold stoner stones storm stormy strange stranger stratfor stratus
strawberry street strength strider strike striker stripper stroke strong stuart stud student studio studly
stuff stunner stupid subaru sublime subway subzero success suck sucker suckit suckme sucks sugar sultan summer
summit sundance sunday sunflowe sunflower sunny sunnyday sunrise sunset sunshine super superfly superman
supersta superstar support surf surfer surfing susan susana susanne suzanne suzuki svetik svetlana swallow
sweden sweet sweetheart sweetie sweetness sweetpea sweets sweety swimmer swimming swinger swingers sword
swordfis swordfish sydney sylvia syncmaster syracuse system tabitha taco tacobell tacoma tamara tammy tang
tanker tanner tanya tara tardis target tarheel tarheels tarzan tasha tatiana tattoo tatyana taurus taylor
tazman tazmania tdutybq teacher team technics techno teddy teddybear teen teens tekken telefon telephone temp
tempest temple temppass tennis tequiero tequila teresa terminal terminator terrapin terror terry test tester
testing testpass testtest texas thailand thanatos thanks thankyou thebest theboss thecat theend thegame thekid
theking theman theodore theone theresa therock thesims thirteen thomas thompson thongs thor throat thuglife
thumper thunder thursday ticket tickle tiffany tiger tigers tigger tight tights timber time timmy timothy tina
tinker tinkerbell tinkle tinman tintin titanic titanium titans titleist tits titties titty tobias toby today
tokiohotel tolkien tomato tomcat tommy tommyboy tomorrow tomtom tony tool tootsie topcat topdog topgun topher
topper tornado toronto torres toshiba tottenha tottenham toyota tracey tractor tracy trader traffic train
trains trance transam translator travel travis treasure trebor tree trevor trfnthbyf tricky trident trigger
trinidad trinity tripper trisha tristan triton triumph trixie trojan trojans trombone trooper trouble trout
truck trucker trucks truelove truman trumpet trunks tsunami tttttt tucker tudelft tuesday tunafish tundra
turbo turkey turner turtle tweety twilight twinkle twisted twister tyler typhoon tyrone tyson ufkbyf ultima
ultimate umbrella underdog underground undertaker unicorn united universal universe unknown unreal usdopaa
user usmc usnavy utopia vacation vader vaffanculo vagina valencia valentin valentina valentine valentino
valera valeria valerie valhalla valley vampire vampires vanessa vanhalen vanilla vector vectra vegeta velvet
venus verbatim veritas vermont vernon verona veronica veronika vertigo vette vfczyz vfhbyf vfhecz vfhufhbnf
vfksirf vfrcbv vfrcbvrf vfvekz vfvfgfgf vfvjxrf viagra victor victoria victory video vietnam viewsonic viking
vikings viktor viktoria village vincent vincenzo violet viper vipers virgin virginia vision vitalik vivian
vkontakte vladik vladimir vladislav volcom volley volleyball volume voodoo vortex voyager voyeur vqsablpzla
vulcan wagner walker wallace walleye wally walmart walnut walrus walter wanker wapbbs warcraft warhammer
warlock warlord warren warrior warriors washington wasser wassup watcher water waterloo watermelon waters
watson wayne weasel weather webhompass webmaster webster wedding weed weezer welcome wendy werewolf werner
wesley west western westham westlife westside westwood wetpussy what whatever wheels whiskey whisky whisper
white whitesox whitey whitney whocares whore whynot wibble wicked widget wilbur wildcat wildcats wildfire
william williams willie willis willow willy wilson window windows winner winnie winston winter wisdom wizard
woaini wolf wolfgang wolfie wolfman wolfpack wolverin wolverine wolves woman wombat women wonder wonderful
wood woody woofwoof wookie wordpass work working world wrangler wrestlin wrestling wright writer wutang wwwwww
wxcvbn xanadu xavier xfiles xtreme xxxxxx yahoo yamaha yankee yankees yasmin ybccfy ybrbnf ybrjkfq yellow
yfnfif yolanda yomama yosemite young youngmoney yourmom yousuck youtube yoyoyo ytrewq yugioh yvonne yzerman
zachary zaphod zaqwsx zaqxsw zenith zeppelin zerocool zeus zidane ziggy zipper zombie zoosk zorro zvezda
zxcasd zxcasdqwe zxcvbn zxcvbnm zxczxc zxzxzx zzzzzz zzzzzzzz
`;
