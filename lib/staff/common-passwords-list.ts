/**
 * Words that passwords are commonly made of, from common knowledge of published leaks: folded to lower case without
 * accents, leet letters already read as letters. `lib/staff/common-passwords.ts` finds them with any digits and signs
 * around them and in pairs, so that this list stands for far more passwords than it has words.
 */
const WORDS = `
password passwort passe motdepasse monmotdepasse passwd passw passphrase pass parole contrasena senha wachtwoord haslo
admin administrator administrateur root toor superuser user utilisateur guest invite test testing tester essai demo
default defaut changeme changemenow changezmoi letmein letmeinnow login connexion signin welcome bienvenue bonjour
bonsoir salut coucou hello helloworld hi goodbye aurevoir secret secrets topsecret private prive security securite
secure securise access acces entrer enter open ouvrir ouvretoi sesame opensesame master maitre manager directeur system
systeme server serveur network reseau internet intranet computer ordinateur laptop portable temp temporary temporaire
temppass newpassword oldpassword mypassword yourpassword thepassword nouveau nouveaumotdepasse qwerty qwertyuiop
qwertyui qwert azerty azertyuiop azertyui qwertz qwertzuiop asdf asdfgh asdfghjk asdfghjkl qsdf qsdfgh qsdfghjklm
zxcv zxcvbn zxcvbnm wxcv wxcvbn poiuytrewq poiuytreza lkjhgfdsa mlkjhgfdsq mnbvcxz nbvcxw qazwsx qazwsxedc qazwsxedcrfv
qaz wsx edc zaqwsx zaqxsw azeqsd azeqsdwxc abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghij abcdefghijk
abcdefghijkl abcabc aaa iloveyou iloveu ilovegod ilovemom ilovemum ilovedad iloveme ihateyou youandme loveyou luvyou
lovely loveme lovelove lover lovers love forever foreverlove forevermore always amour amours monamour jetaime jetadore
jetaimefort mon ma cheri cherie moncheri macherie doudou loulou bebe monbebe chouchou choupette chou poupee princesse
princess prince queen reine king roi angel ange angels angelo babygirl babyboy baby babe honey sweet sweety sweetie
sweetheart sweetpea darling sugar beautiful pretty gorgeous sexy sexygirl hottie cutie cutiepie cute kisses kiss bisous
bisou calin soleil sunshine sun lune moon moonlight star stars starlight etoile etoiles rainbow arcenciel butterfly
papillon flower flowers fleur fleurs rose roses rosebud tulipe marguerite violette jasmine lavande cherry cerise
strawberry fraise apple pomme banana banane orange lemon citron peach peche chocolate chocolat cookie cookies biscuit
caramel vanille cheese fromage croissant baguette coffee cafe whisky whiskey vodka champagne pizza burger nutella
monkey singe dragon dragons dragonball dragonballz tiger tigers tigre tigrou lion lions leopard panther panthers
panthere wolf wolves loup wolfpack bear bears ours teddybear eagle eagles aigle falcon falcons hawk hawks horse horses
cheval poney pony unicorn licorne dolphin dolphins dauphin shark sharks requin turtle tortue rabbit lapin kitten
kitty hellokitty chaton chat minou minette puppy puppies dog dogs doggy chien toutou bird oiseau phoenix snake serpent
cobra viper spider spiderman batman superman wonderwoman ironman hulk captain captainamerica avengers marvel joker
robin starwars startrek darthvader skywalker jedi masterjedi yoda anakin luke leia matrix neo trinity hobbit gandalf
frodo legolas aragorn lordoftherings harrypotter hogwarts hermione dumbledore voldemort gryffindor simpsons homer bart
southpark scooby scoobydoo snoopy garfield mickey mickeymouse minnie donald pluto goofy tinkerbell bambi simba nemo
pokemon pikachu charizard digimon naruto sasuke itachi kakashi onepiece luffy goku vegeta sailormoon asterix obelix
tintin milou schtroumpf totoro zelda link mario supermario luigi nintendo sega sonic playstation xbox gamer
gaming games game minecraft fortnite roblox counterstrike callofduty warcraft worldofwarcraft starcraft diablo leagueoflegends
overwatch halo doom quake tetris pacman football footballer soccer foot basket basketball baseball softball hockey
tennis golf golfer rugby volleyball handball running racing race racer champion champions winner winners victory
victoire liverpool liverpoolfc arsenal chelsea chelseafc manchester manchesterunited mancity everton tottenham
newcastle celtic rangers barcelona barca realmadrid madrid juventus juve milan acmilan inter bayern dortmund ajax
benfica porto marseille olympiquedemarseille allezlom om paris parissaintgermain psg allezparis lyon olympiquelyonnais
ol saintetienne asse bordeaux nantes lille lens monaco rennes strasbourg toulouse nice zidane zinedine messi ronaldo
cristiano cristianoronaldo neymar mbappe kylian ronaldinho beckham maradona pele henry platini griezmann benzema jordan
michaeljordan lakers bulls chicagobulls celtics warriors cowboys dallascowboys steelers packers patriots raiders broncos
redskins giants yankees redsox dodgers cubs mets braves ferrari porsche mercedes bmw audi renault peugeot citroen toyota
honda yamaha suzuki kawasaki ducati harley harleydavidson mustang camaro corvette chevy chevrolet ford nissan subaru
lamborghini ford google googleearth facebook twitter instagram youtube snapchat tiktok whatsapp yahoo hotmail gmail
outlook microsoft windows linux ubuntu apple iphone ipad macbook samsung android samsunggalaxy nokia sony oracle cisco
ibm dell amazon netflix spotify linkedin adobe wordpress myspace skype dropbox orange sfr bouygues free docaposte laposte
identite identity iddesk desk bureau company entreprise societe business work travail office boulot job banque bank
money argent dollar dollars euro euros cash million millionaire rich gold golden silver diamond diamonds diamant pearl
crystal cristal emerald saphir rubis ruby freedom liberte egalite fraternite peace paix hope espoir faith foi trust
confiance trustno trustnoone truth verite believe believer jesus jesuschrist christ jesusislord jesuslovesme
jesussaves god godisgood godislove godbless dieu allah mohamed muhammad bismillah inshallah hamdoullah alhamdulillah
heaven paradise paradis blessed blessing grace glory spirit holy church eglise bible israel buddha shiva krishna om
family famille myfamily mafamille mother maman mamanpapa papa papamaman mommy mummy daddy father mere pere brother
frere sister soeur friend friends bestfriend bestfriends ami amis amie copain copine meilleur friendship amitie
bonheur happy happiness joie joyeux smile smiley sourire lucky luck chance fortune magic magique magician miracle
wizard merlin fantasy dream dreams dreamer reve reves cool supercool awesome perfect parfait super genial fantastic
amazing incredible legend legende hero heros warrior guerrier samurai ninja pirate pirates viking spartan gladiator
knight soldier soldat army marine marines navy airforce military sniper killer assassin hunter shooter hitman predator
terminator destroyer monster demon devil diable satan lucifer hell enfer evil shadow shadows dark darkness darkangel
black blackjack white whitewolf red blue bleu green vert yellow jaune purple violet pink rose rouge noir blanc
orange silver brown grey fire feu ice glace water eau earth terre wind vent storm thunder tonnerre lightning eclair
snow neige snowball snowflake winter hiver spring printemps summer ete autumn automne season january february march
april may june july august september october november december janvier fevrier mars avril mai juin juillet aout
septembre octobre novembre decembre monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi
jeudi vendredi samedi dimanche weekend holiday holidays vacances voyage travel christmas noel joyeuxnoel merrychristmas
birthday anniversaire joyeuxanniversaire happybirthday easter paques halloween newyear bonneannee party fete music
musique guitar guitare piano drums drummer batterie violin rock rockstar rocknroll metal metallica metalhead nirvana
kurtcobain acdc ironmaiden slipknot linkinpark greenday blink eminem tupac notorious beatles thebeatles rollingstones
pinkfloyd ledzeppelin queen madonna britney rihanna beyonce shakira johnny johnnyhallyday michaeljackson elvis
elvispresley bobmarley reggae rasta jamaica hiphop rap dance dancer danse techno jazz france vivelafrance lafrance
francais french england london londres britain scotland ireland irish america american usa canada quebec montreal
mexico brasil brazil argentina spain espana italia italy roma germany deutschland berlin russia moscow poland polska
portugal belgique bruxelles suisse geneve maroc algerie tunisie senegal cameroun africa afrique asia china chine japan
japon tokyo india indian australia sydney newyork chicago boston texas dallas houston california losangeles hollywood
vegas lasvegas florida miami alaska hawaii washington brooklyn corse corsica bretagne breizh normandie provence alsace
guadeloupe martinique reunion tahiti mayotte marseillais parisien whatever nothing rien something anything everything
nobody noone none unknown inconnu anonymous nimportequoi jesaispas jenesaispas idontknow idk forgot forgotten oublie
jaioublie remember nevermind whocares imissyou missyou lol lollol mdr haha hahaha blah blabla blablabla fuck fuckyou
fuckoff fuckme fucker fuckit shit bullshit asshole bitch bitches bastard merde putain connard connasse salope enculer
encule nique niquetamere niquetoi cul pussy dick cock penis sex sexe sexual sexyboy porn porno hardcore playboy
playgirl playmate pimp pimpin gangster gangsta thug thuglife hacker hack hacked haxor leet cracker virus trojan
matrixreloaded zero one two three four five six seven eight nine ten un deux trois quatre cinq onetwothree
onetwothreefour undeuxtrois undeuxtroisquatre number lucky alpha beta gamma delta omega sigma bravo charlie tango
foxtrot zulu scorpion scorpio gemini taurus aries libra virgo pisces aquarius capricorn cancer leo sagittarius verseau
capricorne belier taureau gemeaux vierge balance poisson poissons sagittaire trustme biteme blowme eatme killme
saveme helpme callme follow followme justdoit nevergiveup neversaynever yolo carpediem hakunamatata cestlavie lavie
lavieestbelle labelle vie life mylife lifeisgood goodlife stlife live laugh livelaughlove liveandlet soccerstar
babyblue blueeyes bluesky skyblue greeneyes brownie bubbles bubblegum candy bonbon lollipop popcorn peanut pumpkin
pepper ginger cinnamon muffin cupcake marshmallow pookie pooh winnie poohbear tigger eeyore piglet barbie polly lollypop
chicken poulet turkey duck canard donkey cochon cow vache moose buffalo bulldog bulldogs rottweiler labrador husky
boxer beagle dalmatian poodle chihuahua felix sylvestre rex rocky medor rantanplan lassie fido buddy max bella lucy
charlie molly daisy bailey coco caramel filou titou titi gribouille pompon noisette cannelle reglisse vanille oscar
toby jack jackson sadie sophie chloe maggie lola roxy duke bruno zeus thor apollo hercules athena odin loki venus mars
jupiter saturn saturne uranus neptune pluto galaxy univers universe cosmos space espace rocket apolloonze nasa alien
aliens ufo android robot cyborg terminus correcthorsebatterystaple correcthorse thequickbrownfox quickbrownfox
thisismypassword thisisapassword thisispassword ceciestmonmotdepasse cestmonmotdepasse motdepassesecret secretpassword
supersecret mysecret monsecret supersecretpassword passwordpassword passpass adminadmin testtest useruser rootroot
administrateurs superadmin sysadmin webadmin webmaster postmaster adminpassword userpassword rootpassword
defaultpassword adminpass testpass userpass guestpass ilovemyself ilovemyfamily ilovejesus ilovefootball ilovemusic
ilovecats ilovedogs ilovechocolate ilovelondon iloveparis ilovefrance ilovenewyork jaimelechocolat jaimelesfrites
letmeinplease pleaseletmein openthedoor ouvrelaporte welcomehome welcomeback bienvenuechezmoi goodmorning goodnight
bonnenuit bonnejournee bonappetit bonneapres godblessyou thankyou thankyoulord merci mercibeaucoup please svp
silvousplait sorry pardon desole yes oui no non maybe ok okay ouioui nonnon
`

const FIRST_NAMES = `
adam adrien agathe alain alan albert alberto alejandro alex alexa alexander alexandra alexandre alexia alexis alfred
alice alicia aline alison amanda amandine amber amelia amelie amina amine amy ana anais andre andrea andreas andrew
andy angela angelina angelique anna anne annie anthony antoine antonio antony arnaud arthur ashley audrey aurelie
aurelien aurore austin axel aziz baptiste barbara bastien beatrice ben benjamin benoit bernard bertrand beth bianca
bill billy bob bobby brandon brandy brenda brian brigitte bruce bryan camille carine carla carlos carol carole caroline
cassandra catherine cathy cecile cedric celia celine chantal charles charlotte chelsea chris christelle christian
christina christine christophe christopher cindy claire clara claude claudia claudine clement coralie corinne craig
crystal cynthia damien daniel daniela danielle danny david dave deborah delphine denis dennis derek diana diane didier
diego dominic dominique donald donna dorian dylan eddie edouard edward elena eleonore elias elisa elisabeth elise
elizabeth ella elodie emilie emilien emily emma emmanuel emmanuelle enzo eric erica erik estelle ethan etienne eva
evan eve evelyne fabian fabien fabienne fabio fabrice farid fatima fatoumata felix fernando flora florence florent
florian france frances francesca francine francis francisco franck francois francoise frank fred frederic gabriel
gabriela gabrielle gael gary gaston genevieve george georges gerald gerard gilbert gilles giulia gloria gregory
guillaume gustave guy hamza hannah harold harry hassan heather hector helen helene henri herve hugo ian ibrahim ines
irene iris isabel isabella isabelle ismael ivan jack jackie jacob jacqueline jacques jade jake james jamie jan jane
janet jasmin jason javier jay jean jeanne jeff jeffrey jennifer jenny jeremie jeremy jerome jerry jesse jessica
jessie jessy jim jimmy joan joana joanna joao joe joel joelle johan johann john jonas jonathan jordan jorge jose
joseph josephine josh joshua josiane juan juanita jude judith julia julian juliana julie julien juliette justin
justine karen karim karin karine karl kate katherine kathleen kathy katie kelly kenneth kenza kevin khadija killian
kimberly kristina kyle lara larry laura laure laurence laurent laurie lauren lea leila lena leo leon leonard leonardo
leslie liam lilly lily lina linda line lionel lisa loic lola loris lorenzo louis louise luc luca lucas lucie lucien
lucille ludovic luis luke lydia madeleine mae mael maeva malik manon manuel marc marcel marcelle marco marcus margaret
margaux margot maria mariam marianne marie marilyn marina marine mario marion mark marlene marta martha martin martine
marvin mary maryse mateo mathieu mathilde mathis matt matteo matthew matthias matthieu maud maurice max maxime maxwell
mehdi melanie melina melissa melody mercedes michael michel michele micheline michelle miguel mike mila mireille mohamed
mohammed moise monica monique morgan morgane mustafa myriam nabil nadege nadia nadine nancy naomi natacha natalia
natalie natasha nathalie nathan nelson nicholas nick nicky nicola nicolas nicole nina noa noah noe noemie nolan nora
norbert odette odile olga olivia olivier omar oscar pablo pamela pascal pascale patrice patricia patrick paul paula
pauline pedro peter philip philippe phillip pierre quentin rachel rachid raphael raymond rebecca regine regis remi
remy renaud rene ricardo richard rita robert roberto robin rodolphe rodrigo roger roland romain romane rosa rosalie
rose roxane russell ruth ryan sabine sabrina said salome sam samantha samir samira samuel sandra sandrine sandy sara
sarah sean sebastian sebastien serge sergio severine shannon sharon shawn simon simone sofia sofiane solange sonia
sophia stella stephan stephane stephanie stephen steve steven sue susan suzanne sylvain sylvie tanguy tania tara
teddy teresa terry thea theo theodore theresa therese thibault thibaut thierry thomas tiffany tim timothy tina todd tom
tommy tony tracy tristan tyler valentin valentina valentine valerie vanessa vera veronica veronique vicky victor
victoria vincent violette virginia virginie vivian viviane walter wendy wilfried william willy xavier yacine yann
yannick yasmina yasmine yohan youssef yves yvette yvon yvonne zachary zoe
`

/** Walks over the keyboard and well-known ones that live from their digits: nothing is stripped from these. */
const WITH_DIGITS = `
1q2w3e4r5t6y 1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6 q1w2e3r4t5y6u7i8 1a2z3e4r5t6y 1a2z3e4r5t6y7u8i
a1z2e3r4t5y6 a1z2e3r4t5y6u7i8 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc 1qaz@wsx3edc !qaz2wsx3edc zaq12wsx3edc
zaq1xsw2cde3 qaz123wsx456 1z2x3c4v5b6n 1q2s3d4f5g6h 1qay2wsx3edc 1a2b3c4d5e6f 1a2b3c4d5e6f7g8h a1b2c3d4e5f6
a1b2c3d4e5f6g7h8 abc123abc123 abcd1234abcd 123abc123abc 1234qwerasdf 1234qwer1234 1234qwerasdfzxcv qwer1234asdf
qwer1234tyui asdf1234qwer qwe123asd456 qwe123asd456zxc qwe123qwe123 123qweasdzxc qweasdzxc123 aqw123zsx456
123azeqsdwxc azeqsdwxc123 aze123qsd456 aze123aze123 741852963741 147258369147 147258369000 159753159753 159357159357
789456123789 789456123000 741852963000 963852741000 987654321000 123321123321 123654789123 112233445566 1122334455667788
123123123123 121212121212 131313131313 010203040506 0102030405060708 102030405060 10203040506070 123456654321
147896325147 3141592653589 314159265358 27182818284590 000000000001 111222333444 111111222222 100200300400 999888777666
4815162342lost 4815162342 8675309jenny jenny8675309 ncc1701ncc1701 thx1138thx1138 area51area51 p4ssw0rdp4ssw0rd
h4x0rh4x0r 1337h4x0r 1l0vey0u1l0vey0u 2b0rn0t2b 2bornot2b2bornot2b r2d2c3por2d2 id360id360 id360desk id360docaposte
`

const words = (text: string) => text.trim().split(/\s+/)

/** Words of letters only, for passwords made of them. */
export const COMMON_WORDS: ReadonlySet<string> = new Set([...words(WORDS), ...words(FIRST_NAMES)])

/** Whole passwords, digits and all. */
export const COMMON_WITH_DIGITS: ReadonlySet<string> = new Set(words(WITH_DIGITS))
