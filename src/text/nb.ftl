### Grensesnittets tekster på bokmål. Klarspråk: kort, aktivt, «du», ingen fagord. Anførselstegn er « », tankestrek er –.
### Navnet på en melding blir navnet på en funksjon: `lesson-of` er `NB.lesson_of(2, 10)`.

## Rammen rundt alle sider

# Navn på menyen for skjermlesere.
home-ways = Kurset
map = Kart
journal = Dagbok
talk-to-someone = Noen å snakke med
privacy = Personvern
about = Om kurset
resources = Veien videre
feedback = Si fra om noe
# Hvilken utgave av kurset siden er fra, nederst på alle sider.
edition = Utgave { $name }
# Vises når programmet ikke kommer eller er borte. Siden virker likevel.
static-note = Nye valg og svar blir ikke lagret her nå. Du kan lese og klikke deg videre som vanlig.
# Når en ny utgave av kurset er hentet. Tas først i bruk når noen vil.
offer-new = Det finnes en ny utgave av kurset.
offer-take = Ta den i bruk
# Siden nettleseren viser når en adresse ikke er hentet, og det ikke er nett.
not-here = Siden er ikke på denne maskinen
not-here-about = Den er ikke hentet hit, og det er ikke nett nå. Prøv igjen når du har nett.
page-title = { $page } – { $course }
phone-number = { $name }, telefon { $phone }

## Leksjonen

lesson-of = Leksjon { $number } av { $total }
minutes =
    { $count ->
        [one] 1 minutt
       *[other] { $count } minutter
    }
minutes-short = { $count } min
level-individ = Individ
level-tjeneste = Tjeneste
level-system = System
review-note = Denne leksjonen skal ikke brukes før en fagperson har lest den. Det har ingen gjort ennå.
before = Det som har hendt
goals = Etter denne leksjonen
doors = Hva gjør du?
doors-on = Videre
go-on = Fortsett
# Når en scene kan gå videre på flere måter, så lenkene kan skilles fra hverandre.
go-on-to = Fortsett: { $title }
# Etter et valg som bare noen får se. Står uten programmet.
some-ways = på noen veier
sources = Kilder
next-lesson = Neste leksjon: { $title }
to-course = Til kurset
resume = Fortsett der du slapp

## Oppgaver og bokser

kind-reflection = Tenk etter
kind-intention = Ta med videre
kind-scale = Hvor står du?
kind-poll = Hva mener du?
kind-poll-many = Hva mener du? Velg gjerne flere
kind-discussion = Snakk sammen
kind-fact = Fakta
kind-law = Loven sier
kind-note = Merk
kind-tip = Tips
kind-important = Viktig
kind-warning = Vær klar over
kind-caution = Vær varsom
voices = Andre stemmer
voices-invented = Stemmene er oppdiktet.
care-before = Før du leser videre
care-past = Gå forbi
minutes-alone = { $count } min alene
minutes-together = { $count } min sammen
minutes-plenary = { $count } min i plenum
recall-nothing = Her står det du valgte eller skrev, når du har vært der.
footnotes = Noter

## Kursforsiden

course-sign =
    { $count ->
        [one] Kurs med én leksjon
       *[other] Kurs med { $count } leksjoner
    }
planned = Kommer

## De andre stedene

journal-about = Her står alt du har skrevet og svart underveis. Det ligger bare i denne nettleseren, på denne enheten.
journal-needs = Dagboka fylles av et program i nettleseren. Er det ikke i gang, er den tom.
journal-warning = Ikke skriv noe noen kan kjennes igjen på. Andre som bruker denne maskinen, kan lese det.
map-about = Hver leksjon er en etasje, hver scene et rom. Dørene er valgene. Du kan gå rett inn i et rom herfra.
map-plans = Plantegninger
map-leads-to = fører til { $room }
map-other-lesson = en annen leksjon
map-ending = slutt
preview = Prøv en leksjon
preview-about = Velg eller slipp leksjonsfiler her, så kan du spille dem med én gang. Filene blir i nettleseren og sendes ikke noe sted. Det som er skrevet feil, står ved siden av. Om bildene finnes, og om alle veier fører fram, er det bare kurs check som ser.
preview-needs = Dette stedet trenger at siden kan kjøre et program i nettleseren. Bruk en nettside, ikke en mappe, og slå på JavaScript.
missing = Fant ikke siden
missing-about = Det er ingenting på denne adressen. Kanskje er den skrevet feil, eller siden har fått nytt navn.
reviewed-heading = Hvem som har lest kurset
reviewed-none = Kurset er ennå ikke lest av mennesker med egen erfaring. Det bør det bli før det tas i bruk, og de som leser, bør få betalt for det. Ingen fagperson har lest det heller. Når noen har lest, står det her hvem de er, og når det var.
reviewed-course = Hele kurset
reviewed-by = { $what }: { $who }, { $role }, { $date }
help-emergency = Er det fare for liv, ring 113.
resources-heading = Vil du selv være med?
resources-about = Steder å spørre for den som vil være med og bestemme, for seg selv eller for flere, og fire spørsmål å ha svar på før du sier ja.
resources-where = Hvor du kan spørre

## Gruppeøkter

# Vinduene i en økt.
group-for = Ta kurset sammen, i en gruppe
group = Sammen i en gruppe
group-about = Her begynner dere en økt, eller går videre med en dere har hatt. Ingen logger inn, og ingenting dere gjør forlater denne maskinen.
group-needs = Denne siden trenger et program som kjører i nettleseren. Det er ikke i gang her. Leksjonene kan leses uten.
facilitator = Lederens vindu
projector = Lerretet
group-all = Alle økter
group-sessions = Økter på denne maskinen
group-new = Ny økt
group-seating = Hvordan sitter dere?
seat-screen = I et rom med lerret
seat-screen-more = Stor skrift. Dere rekker opp hånda.
seat-table = Rundt én skjerm
seat-table-more = Inntil seks stykker. Dere leser og velger sammen, uten å stemme.
seat-teams = Delt på Teams
seat-teams-more = Noen ser på fra egen skjerm, noen er kanskje i rommet.
seat-hall = I en sal
seat-hall-more = Enda større skrift. Dere stemmer omtrent.
group-who = Hvem er i rommet?
room-all-staff = Ansatte
room-all-users = Brukere, pasienter og pårørende
room-both = Begge
room-together = Ansatte sammen med brukere, pasienter og pårørende
group-plan = Hva skal dere ta?
plan-own = Vi velger leksjoner selv
plan-holds = { $time }: { $lessons }
time-minutes = { $minutes } min
time-hours = { $hours } t { $minutes } min
time-evenings = { $hours } timer, fordelt på { $lessons } kvelder
group-lessons = Leksjoner
group-length = Hvor mye av leksjonene?
length-whole = Alt, omtrent { $time }
length-core = Kortversjonen, omtrent { $time }
group-preset = Hvor begynner dere?
preset-start = Fra begynnelsen
group-led = Har den som leder, en egen skjerm?
led-own = Ja. Lerretet er et eget vindu, og lederen har notater, klokke og stemmer hos seg.
led-alone = Nei. Lerretet styres med tastatur eller klikker.
group-people = Hvor mange er dere?
group-people-more = Kan stå tomt. Er dere minst ti, får referatet med hvor mange som stemte for hva.
group-name = Hva skal økten hete?
group-name-more = Bare du ser navnet, til du viser det. Ikke bruk navn på mennesker.
group-unnamed = Økt { $day }
group-make = Lag økten
group-say-seating = Si først hvordan dere sitter.
group-say-lessons = Velg minst én leksjon.
group-stored = Hva lagres, og hvor?
group-stored-what = Økten lagres med navnet du gir den, leksjonene, veien dere gikk, hva dere bestemte, hvor mange hender som ble talt, notatene du skriver, og når det skjedde. Ingen deltaker lagres ved navn.
group-stored-where = Alt ligger i denne nettleseren, på denne maskinen. Ingenting sendes til noen.
group-stored-who = Andre som bruker den samme nettleseren, kan se det. Slett økten her når du ikke trenger den. Framgangen du har alene, er noe annet, og berøres ikke.
group-in-memory = Nettleseren lar oss ikke lagre. Økten virker så lenge vinduet er åpent, og kan ikke tas opp igjen.
group-full = Det er ikke plass til mer i nettleseren. Det siste dere gjorde, er ikke lagret. Last ned referatet før du lukker vinduet.
group-unknown = Denne økten finnes ikke i denne nettleseren. Den kan være slettet, eller laget på en annen maskin.
group-damaged = Det som er lagret av denne økten, kan ikke leses. Det ligger urørt.
group-newer = Denne økten er lagret av en nyere utgave av kurset. Last siden på nytt for å få den.
session-used = sist brukt { $day }
session-finished = { $done } av { $planned } leksjoner tatt
session-at = { $lesson }: { $scene }
session-resume = Gå videre
session-back = Til økten
session-delete = Slett
session-delete-sure = Økten og referatet blir borte for godt. Slette?
session-deleted = Økten er slettet.
session-is-open = Økten er åpen i et annet vindu. Lukk det først, så kan du slette den.
record = Referat
record-print = Skriv ut
record-download = Last ned som tekst
record-file = referat
copy-text = Kopier teksten
ready = Klar til å begynne?
ready-screen = Lerretet
ready-screen-do = Åpne lerretet
ready-screen-closed = Ikke åpent ennå.
ready-screen-open = Åpent.
ready-screen-here = Åpent på denne skjermen. Dra vinduet over på lerretet, og trykk F for å fylle skjermen.
ready-screen-elsewhere = Åpent på en annen skjerm enn denne.
ready-screen-blocked = Nettleseren stoppet vinduet. Åpne det med knappen under i stedet.
ready-screen-link = Åpne lerretet i ny fane
ready-test = Kan alle lese?
ready-test-more = Når lerretet er åpent, viser det en prøvelinje. Gå til bakerste rad og les den.
ready-test-line = Kan du lese dette fra bakerste rad?
ready-notes = Notatene dine
ready-notes-ask = Ser deltakerne notatene dine?
ready-notes-no = Nei, lerretet er en egen skjerm
ready-notes-yes = Ja, de ser det samme som meg
ready-notes-apart = Fint. Ha lederens vindu på din egen skjerm, og bare lerretet på den andre.
ready-notes-mirrored = Da skal ikke lederens vindu være framme. Ha notatene på din egen telefon, eller på papir:
ready-offline = Uten nettverk
ready-offline-no = Ikke ennå. Dere trenger nett i rommet.
ready-offline-filling = Ikke ennå. Kurset hentes til denne maskinen nå. La vinduet stå åpent.
ready-offline-yes = Ja. Alt ligger på denne maskinen, { $megabytes } MB.
ready-awake = Skjermen
ready-awake-asking = Spør nettleseren …
ready-awake-yes = Holdes våken så lenge dette vinduet vises.
ready-awake-no = Nettleseren lover ikke å holde den våken. Slå av skjermsparer og dvale på maskinen.
ready-lead = Åpne lederens vindu
ready-begin = Begynn
ready-begin-here = Vis lerretet i dette vinduet
opening = Før vi begynner
opening-rule-1 = Vi snakker om Rune, ikke om noen vi kjenner.
opening-rule-2 = Du kan la være å svare.
opening-rule-3 = Du kan gå ut, uten å forklare.
opening-rule-4 = Det som blir sagt her, blir her.
opening-care = Dette kommer vi innom
invitation = Tekst til innkallingen
invitation-begin = { $name }. Vi tar { $lessons } sammen. Leksjonene handler om Rune, som er oppdiktet. Dette gjelder:
invitation-end = Er det noe du lurer på, eller vil slippe, si fra til den som leder. Du trenger ikke å si hvorfor.
closing = Til slutt
closing-no-names = Skriv det som ble sagt, ikke hvem som sa det.
roles = Hvem gjør hva?
role-reader = Leser:
role-reader-does = leser høyt, og klikker når dere er enige. Bytt gjerne for hver scene.
role-time = Tidtaker:
role-time-does = ser på klokka når dere snakker sammen, og sier fra når tiden er ute.
role-rune = Den som passer på Rune:
role-rune-does = spør før hvert valg: Hva betyr dette for Rune?
table-begin = Begynn på leksjonen
table-end = Avslutt økten
table-over = Takk for i dag
table-undo = Angre valget
table-closing = Til avslutningen
table-next = Videre: { $lesson }
table-notes = Skriv et notat til referatet
table-stop = Stopp for i dag
group-scene-gone = «{ $title }» er ikke lenger i leksjonen. Dere er satt tilbake til en scene som er der.
group-no-lesson = Leksjonen finnes ikke på dette nettstedet lenger.

# Klokka for den som leder.
session-on-time = Ferdig { $time }, i rute.
session-late =
    { $count ->
        [one] Ferdig { $time }, 1 minutt etter.
       *[other] Ferdig { $time }, { $count } minutter etter.
    }
session-early =
    { $count ->
        [one] Ferdig { $time }, 1 minutt før.
       *[other] Ferdig { $time }, { $count } minutter før.
    }
session-skip = Hopp over «{ $title }»: sparer { $minutes } min
session-last-chosen = Sist valgte dere «{ $choice }».
session-said-last = Dette sa dere sist
session-changed = Dette har jeg endret
# De tre spørsmålene til slutt. Svarene sies høyt, og skrives av den som leder.
session-question-1 = Snakket vi om det dere kom for?
session-question-2 = Hva bør gjøres annerledes neste gang?
session-question-3 = Hva tar dere med dere?

# Vinduet til den som leder.
lead-work = Det du kan gjøre nå
lead-now = På lerretet nå
lead-next = Neste
lead-notes = Til deg som leder
lead-ways = Videre og tilbake
lead-more = Andre veier
lead-onward = Videre
lead-back = Tilbake
lead-think = Tenk
lead-hands = Hender
lead-talk = Snakk
lead-again = Hender igjen
lead-votes = Vis stemmer
lead-decide = Velg denne veien
lead-timer = Start, hold, fortsett
lead-more-time = 1 min mer
lead-less-time = 1 min mindre
lead-part = Neste del
lead-stop = Ta bort
lead-black = Svart
lead-freeze = Frys
lead-pause = Pause
lead-undo = Angre valget
lead-past = Gå forbi det tunge
lead-map = Kart
lead-what-if = Hva om
lead-return = Tilbake fra «hva om»
lead-chat = Kopier til chat
lead-link = Kopier lenke
lead-note = Skriv notat
lead-open = Åpne lerretet
lead-lead = Led herfra
lead-help = Hurtigtaster
lead-space = Mellomrom
lead-mark = Merk valget med dette tallet
lead-escape = Lukk, eller gå ut av feltet
lead-keys-on = Hurtigtaster er på
lead-close = Lukk
lead-to-start = Til øktene
lead-in-memory = Nettleseren lar oss ikke lagre noe her. Økta virker, men den kan ikke tas opp igjen hvis vinduet lukkes.
lead-superseded = Et annet vindu har overtatt. Dette vinduet følger med, men styrer ingenting.
lead-follows = Dette vinduet følger med, men styrer ingenting.
lead-nowhere = Adressen sier ikke hvilken økt det gjelder.
lead-unknown = Denne økta finnes ikke i denne nettleseren. Den kan være slettet, eller laget på en annen maskin.
lead-damaged = Det som er lagret om denne økta, lar seg ikke lese. Det er ikke slettet.
lead-newer = Denne økta er lagret av en nyere utgave. Last siden på nytt.
lead-waits = Henter
lead-shows-ready = Prøvelinja
lead-shows-opening = Åpningen
lead-shows-closing = Avslutningen
lead-shows-end = Takk for i dag
lead-ends-at = Dere må være ferdige klokka
lead-at-ready = Lerretet viser prøvelinja. Gå videre når alle kan lese den.
lead-at-opening = Lerretet viser åpningen. Les den høyt, og gå videre til den første scenen.
lead-at-closing = Lerretet viser de tre spørsmålene. Skriv det som blir sagt.
lead-at-end = Økta er slutt.
lead-to-record = Til referatet
lead-step = del { $step } av { $steps }
lead-next-lesson = Neste leksjon: { $title }
lead-leads-to = { $number }: til «{ $title }», { $minutes } min
lead-goes-to = «{ $title }», { $minutes } min
lead-is-black = Lerretet er svart
lead-is-frozen = Lerretet er fryst: det som skjer her, vises ikke
lead-is-paused = Pause
lead-is-detour = Dere er i «hva om»
lead-order = Rekkefølgen ved et valg
lead-choices = Valgene
lead-votes-heading = Valget
lead-count-by = Tell
lead-by-hands = Hender
lead-by-tables = Bord
lead-by-estimate = Anslag
lead-in-room = I rommet
lead-on-teams = På Teams
lead-hands-hint = Skriv antallet. Enter går til neste felt.
lead-tables = Hvor mange bord?
lead-report = Rapport: bord { $table } av { $tables }
lead-no-choice = Ble ikke enige
lead-sentence = En setning fra bordet
lead-next-table = Neste bord
lead-table-said = Bord { $table }: { $choice }. { $sentence }
lead-most-for = Flest for { $number }
lead-split = Delt
lead-round = Runde { $number }: { $counts }
lead-nobody = Ingen stemte. Du avgjør, og referatet sier det.
lead-leads = { $number } leder.
lead-tie = Likt mellom { $numbers }. Du avgjør, og referatet sier det.
lead-is-split = Rommet er delt. Du avgjør, og referatet sier det.
lead-more-hands = Det er flere hender enn de { $people } som er her.
lead-choose-first = Her må dere velge først.
lead-no-back = Lenger tilbake kommer du ikke slik. Bruk kartet eller «Hva om».
lead-decided = Valgt: { $choice }. Kan angres i ti sekunder.
lead-shorten = Hopp over en scene
lead-shortened = Dere går forbi «{ $title }» når dere kommer dit. Den står fortsatt i kartet.
lead-read-aloud = Les dette høyt i stedet: { $summary }
lead-chat-ask = { $scene }: Hva gjør vi?
lead-chat-answer = Svar med et tall.
lead-copied = Kopiert.
lead-copy-failed = Nettleseren lot oss ikke kopiere. Her er teksten: { $text }
lead-timer-heading = Tid
lead-timer-of = { $minutes } min, når du starter
lead-timer-by-hand = 5 min, når du starter
lead-time-over = Tiden er ute
lead-alone = Tenk alene
lead-together = Snakk sammen
lead-plenary = Del med alle
lead-held = holdt
lead-mirrored = Vises dette vinduet for alle, ser alle notatene. Les dem da på din egen telefon.
lead-hide-notes = Skjul notatene
lead-no-notes = Ingen notater til denne scenen.
lead-own-notes = Dine notater
lead-no-names = Ingen navn, og ingenting noen kan kjennes igjen på.
lead-note-to = Til spørsmålet: { $question }
lead-note-scene = Til scenen «{ $scene }»
lead-map-about = Å gå hit endrer ingenting av det dere har valgt.
lead-what-if-about = Prøv en annen vei, og kom tilbake hit. Det dere har valgt, står.
lead-nothing-decided = Dere har ikke valgt noe ennå.
lead-what-if-scene = Eller se på en scene
lead-instead = { $scene }: noe annet enn «{ $choice }»
lead-here = her nå
lead-been = har vært her
lead-no-screen = Lerretet er ikke åpnet.
lead-has-screen = Lerretet er åpent.
lead-has-screens = { $count } vinduer viser lerretet.
lead-opened = Lerretet er åpnet på den andre skjermen. Trykk F der for å fylle skjermen.
lead-drag = Lerretet er åpnet. Dra vinduet til den andre skjermen, og trykk F der for å fylle den.

## Notatene til den som leder, på en egen skjerm

notes = Notater til den som leder
notes-about = Ha denne siden på din egen telefon. Sveip fra scene til scene. Den følger ikke lerretet av seg selv.
notes-of = Notater: { $lesson }
notes-cards = Scenene
notes-back = Forrige
notes-on = Neste
notes-prompts = Dette spør scenen om
notes-choices = Valgene
notes-after = Etter «{ $choice }»

## Lerretet

# Delene av en samtale.
talk-alone = Tenk alene
talk-together = Snakk sammen
talk-plenary = Del
timer-over = Tida er ute
wall-test = Kan du lese dette fra bakerste rad?
wall-test-small = Dette er den minste skriften dere får se. Er den for liten, så sett stolene nærmere.
wall-care = Noe av det vi skal lese, er tungt. Den som leder, sier hva før vi begynner.
wall-ended = Takk for i dag
wall-talk-to = Trenger du noen å snakke med etterpå:
wall-pause = Pause
wall-step = { $step } av { $steps }
wall-hands = Rekk opp hånda
wall-hands-again = Rekk opp hånda igjen
wall-leads = Flest for { $number }
# `$numbers` er «1» eller «1, 2».
wall-tie = Likt mellom { $numbers } og { $last }
wall-split = Delt
wall-frozen = Skjermen står stille. Trykk S for å gå videre.
wall-nobody = Ingen stemmer
wall-marked = Merket: { $number }. { $choice }
wall-waiting = Venter på den som leder.
wall-nowhere = Dette er lerretet til en gruppeøkt. Økta begynner et annet sted.
wall-unreadable = Økta lar seg ikke lese i denne nettleseren.
wall-to-start = Til gruppesiden
wall-full = Fullskjerm
wall-back = Tilbake
wall-forward = Videre
wall-decide = Velg
wall-undo = Angre
wall-past = Gå forbi
wall-timer-start = Start tida
wall-timer-hold = Stopp tida
wall-timer-on = Fortsett tida
wall-timer-away = Ta bort tida
wall-help = Taster og klikker
wall-help-away = Lukk
key-forward = → ↓ Page Down, mellomrom
key-forward-does = videre, eller neste valg
key-back = ← ↑ Page Up
key-back-does = tilbake, eller forrige valg
key-digit = 1–9
key-digit-does = merk et valg
key-decide = Enter, F5
key-decide-does = velg det som er merket
key-undo = U
key-undo-does = angre valget, i ti sekunder
key-timer = T
key-timer-does = start og stopp tida
key-past = G
key-past-does = gå forbi noe tungt
key-black = B, punktum
key-black-does = svart skjerm
key-freeze = S
key-freeze-does = skjermen står stille til du trykker S igjen
key-full = F
key-full-does = fullskjerm

## Referatet etter en gruppeøkt

record-title = Referat: { $name }
record-when = Når: { $when }
record-plan = Opplegg: { $plan }
record-version-core = Kortversjonen
record-version-whole = Hele leksjonen
record-preset = Begynte fra: { $preset }
record-people =
    { $count ->
        [one] Til stede: 1
       *[other] Til stede: { $count }
    }
record-room-staff = I rommet: ansatte
record-room-users = I rommet: brukere, pasienter og pårørende
record-room-mixed = I rommet: ansatte sammen med brukere, pasienter og pårørende
record-without-counts = Her står det hva dere bestemte, men ikke hvor mange som mente hva. Det står bare når vi vet at minst { $from } var til stede, for små tall kan peke på noen.
record-way = Veien
record-jumped = Dit gikk dere fra kartet.
record-detour = Hva om: et sidespor. Etterpå gikk dere tilbake.
record-skipped = Dere gikk forbi noe tungt. I stedet leste dere: { $summary }
record-chose = Valgt: «{ $choice }»
record-by-votes = Flest stemte for det.
record-by-tie = Det sto likt eller delt, og den som ledet, valgte.
record-by-facilitator = Den som ledet, valgte det. Stemmene pekte ikke dit.
record-by-together = Dere valgte uten å stemme.
record-round = Runde { $number }: { $said }
record-hands = { $count } for «{ $choice }»
record-tables =
    { $count ->
        [one] 1 bord for «{ $choice }»
       *[other] { $count } bord for «{ $choice }»
    }
record-most = flest for «{ $choice }»
record-tie = likt mellom { $choices }
record-split = delt
record-nobody = ingen stemte
record-more-hands = Det ble talt flere hender enn det var mennesker.
record-table-said = Et bord sa: { $sentence }
record-table-said-number = Bord { $table }: { $sentence }
record-notes = Notater
record-note-table = bord { $table }
record-time = Tid
record-time-scene = Scene
record-time-used = Brukt
record-time-planned = Plan
record-time-sum = Til sammen
record-closing = Til slutt
record-nothing = Ingenting er skrevet ned.

## Det programmet setter inn

kept-here = Lagret på denne enheten
kept-in-memory = Ikke lagret: nettleseren lar ikke siden lagre noe her. Alt blir borte når du lukker vinduet.
kept-full = Ikke lagret: det er ikke plass til mer i nettleseren. Last ned framgangen din, så mister du ingenting.
kept-trial = Du prøver en leksjon. Ingenting av det blir lagret.
kept-damaged = Noe av det som var lagret, lot seg ikke lese. Det er lagt til side og kan lastes ned fra Personvern.
kept-newer = Noe av det som er lagret her, er skrevet av en nyere utgave av kurset. Det er ikke rørt.
to-privacy = Se hva som er lagret
back = Tilbake
resume-in = Fortsett der du slapp: { $place }
closed-scene = Hit kommer man bare på noen veier. Du ser scenen fordi adressen peker hit.
unknown-scene = Scenen i adressen finnes ikke i leksjonen nå. Du er ved begynnelsen.
careful = Ikke skriv noe noen kan kjennes igjen på. Andre som bruker denne maskinen, kan lese det.
answer-label = Svaret ditt
thought = Jeg har tenkt
skip-this = Hopp over
thought-done = Du har tenkt på dette.
skipped-done = Du hoppet over.
written-done = Lagret i dagboka di.
other-version = En annen versjon, skrevet i et annet vindu:
ending-heading = Det tjenesten gjorde
meter-now = { $meter }: { $word }
ending-decided = { $meter }: { $word }, som før
ending-was = { $meter }: { $word }. Før leksjonen: { $before }.
ending-more = Her fikk det mer plass:
ending-less = Her fikk det mindre plass:
ending-none = Ingen av valgene dine rørte ved dette.
ending-jumped = Du kom hit utenom begynnelsen. Da teller ikke leksjonen som gjort, men du kan ta den fra starten når du vil.
ending-done = Du har vært gjennom leksjonen.
ending-other-heading = Vil du se hva som skjer hvis du velger noe annet? Det du har gjort, blir stående.
tried-heading = For noen dager siden ville du prøve dette:
tried-ask = Hvordan gikk det?
tried-did = Gjorde det
tried-not-yet = Ikke ennå
tried-let-go = Ble ikke aktuelt
filter-heading = Vis leksjoner på nivå
filter-all = Alle
progress-done = Gjort
progress-begun = Begynt
feedback-ask = Fant du det du trengte?
feedback-careful = Ingen svarer deg på dette. Ikke skriv om deg selv eller andre.
feedback-label = Hva var nyttig, hva manglet, hva var feil?
feedback-whole = Dette er alt som blir med:
feedback-copy = Kopier teksten
feedback-mail = Send som e-post
journal-empty = Her er det tomt ennå. Det du skriver og svarer i leksjonene, kommer hit.
journal-edit = Endre
journal-keep = Lagre
journal-cancel = Avbryt
journal-delete = Slett
journal-delete-sure = Slette dette svaret? Det kan ikke angres.
yes-delete = Ja, slett
no-keep = Nei, behold
journal-copy = Kopier alt som tekst
journal-copied = Kopiert.
journal-copy-failed = Nettleseren lot oss ikke kopiere. Merk teksten selv og kopier den.
journal-print = Skriv ut
journal-of-kind = { $kind }, { $date }
data-count =
    { $count ->
        [0] Ingenting er lagret.
        [one] 1 hendelse er lagret på denne enheten.
       *[other] { $count } hendelser er lagret på denne enheten.
    }
data-save = Last ned framgangen
data-read = Hent fra fil
data-erase = Slett alt
data-erase-sure = Slette alt du har gjort og skrevet i dette kurset, på denne enheten? Det kan ikke angres.
data-erased = Alt er slettet.
data-read-done = Framgangen fra fila er lagt til.
data-read-older = Fila er eldre enn det du har her. Skal den legges til? Ingenting av det du har, blir borte.
data-read-yes = Ja, legg til
data-read-no = Nei, la være
data-read-damaged = Fila lot seg ikke lese som framgang fra dette kurset. Det du har her, er ikke rørt.
data-read-newer = Fila er laget med en nyere utgave av kurset. Det du har her, er ikke rørt.
data-read-no-room = Det er ikke plass til fila i nettleseren. Det du har her, er ikke rørt.
data-read-other = Fila er fra et annet kurs. Det du har her, er ikke rørt.
data-damaged =
    { $count ->
        [one] Én lagret del var skadet og er lagt til side.
       *[other] { $count } lagrede deler var skadet og er lagt til side.
    }
data-damaged-save = Last ned den skadde delen
data-newer-save = Last ned det en nyere utgave har lagret
no-network = Siden lot seg ikke hente. Du kan fortsette her, og prøve igjen når du har nett.
map-visited = her har du vært
map-current = her er du
map-open = ikke gått
map-hidden = et rom du ikke har sett
preview-choose = Velg leksjonsfiler
preview-drop = Slipp filene her
preview-play = Spill: { $title }
preview-loading = Leser filene …
preview-failed = Programmet som leser leksjonsfiler, lot seg ikke hente.
preview-not-text = { $file } er ikke ren tekst i UTF-8.
preview-none = Ingen leksjonsfiler (.md) blant filene du valgte.
preview-clean = Ingen funn.
preview-findings = { $count } funn
preview-finding-place = { $file }, linje { $line }, tegn { $column }
severity-error = Feil
severity-warning = Advarsel
severity-note = Merknad
missing-lesson = Leksjonen i adressen finnes ikke i dette kurset.

## Veilederen: til den som leder en gruppe, på papir

guide = Veileder
guide-for = Veileder for den som leder en gruppe
guide-lesson = Veileder: { $title }
guide-whole = Hele veilederen
guide-sheets = Bordark
guide-sheets-of = Bordark: { $title }
guide-about = Her står alt du trenger for å lede en gruppe gjennom kurset: mål, plan med minutter, hver scene med notater, oppgaver og valg, kartet og kildene. Skriv ut det du trenger. Det leses like godt i svart-hvitt.
guide-alone = Del den ikke ut til deltakerne: Den som vet hva som følger, velger annerledes.
guide-lessons = Leksjonene
guide-number = Nr.
guide-lesson-name = Leksjon
guide-level = Nivå
guide-core = Kort
guide-all = Hele
guide-times-note = Kort og Hele er minutter regnet ut av teksten, uten velkomst, pause og runde til slutt.
guide-plans = Ferdige opplegg
guide-plan-core = kortversjonen
guide-plan-all = hele leksjonene
guide-lead = Slik leder du
guide-plan = Plan
guide-before = Før
guide-during = Under
guide-after = Etter
guide-begin = Les «Det som har hendt» høyt når dere begynner.
guide-read-all = Les leksjonen selv først, alle veiene og alle notatene.
guide-have-ready = Ha klart en skjerm eller et lerret alle kan lese, leksjonen åpen på første side, en klokke, papir og penner.
guide-care-for-room = Sett fram nok stoler, og la det være lett å gå ut. Legg telefonnumrene på siste side der alle kan se dem.
guide-colleague = Avtal med en kollega hvem som kan gå ut sammen med noen hvis det trengs.
guide-print-sheets =
    { $count ->
        [one] Skriv ut bordarket: ett til hvert bord på tre til fem.
       *[other] Skriv ut bordarkene: { $count } ark til hvert bord på tre til fem.
    }
guide-variants = Noen oppgaver og bokser har ulike utgaver for ulike rom. De står ved siden av hverandre her, og er merket. Velg før dere begynner.
guide-care-box = Leksjonen har noe tungt i seg: { $title }. Si det før dere begynner, si at det er lov å gå ut, og vis hvor veien forbi er.
guide-care-plain = Leksjonen har noe tungt i seg. Si det før dere begynner, si at det er lov å gå ut, og vis hvor veien forbi er.
guide-at-choice = Ved hvert valg
guide-choice-read = Les: En leser scenen høyt. Den står på skjermen samtidig.
guide-choice-think = Tenk: Et halvt minutt hver for seg, helt stille.
guide-choice-hands = Hender: Alle rekker opp på én gang. Ingen forklarer ennå.
guide-choice-talk = Snakk: To og to, eller ved bordet. Hva gir valget, og hva koster det?
guide-choice-again = Hender igjen: Det flest vil, gjør dere. Les det som følger, og gå videre.
guide-no-answer = Ingen valg er fasit. Spør «Hva fikk dere til å velge det?», og la dem som ville noe annet, få si én ting før dere går videre.
guide-no-telling = Be aldri noen om å spille seg selv eller fortelle om eget liv. Takk den som forteller uten å bli spurt, og grav ikke.
guide-mixed = Er det blandet i rommet, så snakk om rollene, ikke om «dere» og «oss». Spør aldri med håndsopprekning hvem som har opplevd noe selv.
guide-clock-rule = Hold klokka. Må noe ut, så ta heller bort en scene enn samtalen.
guide-stay = Bli igjen et kvarter. Se etter den som ble stille eller gikk ut, og spør hvordan det går.
guide-who-to-talk-to = Trenger noen mer enn deg, så finn et nummer på siste side sammen, og ring sammen. { help-emergency }
guide-write-down = Skriv ned samme dag: hva gruppa valgte, hvor samtalen tok av eller stoppet, og én ting du vil gjøre annerledes. Ingen navn, og ingenting noen fortalte om seg selv.
guide-collect = Gruppa bestemmer hva som skjer med bordarkene. Vil ingen ha dem, så makuler dem.
guide-short-plan = Kortversjonen på { $minutes } minutter
guide-long-plan = Hele leksjonen på { $minutes } minutter
guide-clock = Klokka
guide-room = Rom
guide-do = Dere
guide-minutes = Min
guide-welcome = kommer på plass, og hører hva dere skal
guide-welcome-before = kommer på plass, og hører «Det som har hendt»
guide-step-read = leser høyt
guide-step-vote = stemmer
guide-step-votes = stemmer { $count } ganger
guide-step-talk = snakker sammen i { $count } min
guide-step-write = skriver
guide-pause = har pause
guide-round = tar en runde: Hva tar hver av dere med?
guide-spare = har dette til overs, der det trengs
guide-total = I alt
guide-or = eller
guide-under-one = under 1
guide-too-long =
    { $count ->
        [one] Det er 1 minutt mer enn det er plass til. Ta bort en scene, eller gjør samtalen kortere.
       *[other] Det er { $count } minutter mer enn det er plass til. Ta bort en scene, eller gjør samtalen kortere.
    }
guide-plan-note = Regnet ut av teksten: { $words } ord i minuttet høyt, { $vote } min på en avstemning, { $writing } min på å skrive, og minuttene i oppgavene. Rom på samme linje er ulike veier: dere kommer bare inn i ett av dem. I kortversjonen skriver dere i det som er til overs.
guide-no-core = Leksjonen har ingen kortversjon.
guide-map-note = Rommene er scenene, dørene er valgene. Tallene er de samme som i planen og nedenfor.
guide-in-core = kortversjonen
guide-note = Til deg som leder
guide-recall = Skjermen viser det dere valgte før. Les det. Har dere ikke vært der, så les dette:
guide-moments =
    { $count ->
        [one] Skjermen viser ett av disse, fra et sted dere har vært. Uten skjerm leser du det første dere har vært med på.
       *[other] Skjermen viser { $count } av disse, fra steder dere har vært. Uten skjerm leser du de { $count } første dere har vært med på.
    }
guide-leads-on = Videre til { $rooms }
guide-to = til { $room }
room-staff = Når bare ansatte er i rommet
room-users = Når ingen ansatte er i rommet
room-mixed = Når rommet er blandet
room-other = I alle andre rom
sheet-question = Hva velger dere? Hva gir det, og hva koster det?
sheet-choose = Dere kan
sheet-talk = Snakk om
sheet-write = Skriv
sheet-cut = Begynnelsen av scenen er utelatt her.
sheet-none = Leksjonen har ingen valg, og derfor ingen bordark.
review-heading = Til deg som leser gjennom
review-about = Skriv i margen mens du leser. Tre spørsmål er nok:
review-wrong = Hva stemmer ikke?
review-unsaid = Hva ville du ikke sagt?
review-missing = Hva mangler?
