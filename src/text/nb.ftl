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
feedback = Si fra om noe
# Vises når programmet ikke kommer eller er borte. Siden virker likevel.
static-note = Nye valg og svar blir ikke lagret her nå. Du kan lese og klikke deg videre som vanlig.
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
preview-about = Velg eller slipp leksjonsfiler her, så kan du spille dem med én gang. Filene blir i nettleseren og sendes ikke noe sted.
preview-needs = Dette stedet trenger at siden kan kjøre et program i nettleseren. Bruk en nettside, ikke en mappe, og slå på JavaScript.
missing = Fant ikke siden
missing-about = Det er ingenting på denne adressen. Kanskje er den skrevet feil, eller siden har fått nytt navn.
reviewed-heading = Hvem som har lest kurset
reviewed-none = Kurset er ennå ikke lest av mennesker med egen erfaring. Det bør det bli før det tas i bruk, og de som leser, bør få betalt for det.
reviewed-course = Hele kurset
reviewed-by = { $what }: { $who }, { $role }, { $date }
help-emergency = Er det fare for liv, ring 113.
resources-heading = Veien videre

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
preview-clean = Ingen merknader.
preview-findings =
    { $count ->
        [one] 1 merknad
       *[other] { $count } merknader
    }
preview-finding-place = { $file }, linje { $line }, tegn { $column }
severity-error = Feil
severity-warning = Advarsel
severity-note = Merknad
missing-lesson = Leksjonen i adressen finnes ikke i dette kurset.
