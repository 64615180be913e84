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
saved-here = Lagret på denne enheten
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
changed-choice = et valg som er endret

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
