"""Words of a CV and a skills card: readers choose the label, employers read the desk word."""

from services_app.taxonomies.term import NC_, Taxonomy, term

# fmt: off
# `kind` only groups them on the page.
SKILLS = Taxonomy(
    "skill",
    term("team", NC_("skill", "Work in a team"), "lavoro di gruppo", kind="people"),
    term("alone", NC_("skill", "Work without being told each step"),
         "autonomia nel lavoro", kind="people"),
    term("learn", NC_("skill", "Learn quickly"), "rapidità nell’imparare", kind="people"),
    term("on_time", NC_("skill", "Be on time"), "puntualità", kind="people"),
    term("tidy", NC_("skill", "Keep things clean and in order"),
         "ordine e precisione", kind="people"),
    term("public", NC_("skill", "Talk with customers"), "contatto con il pubblico", kind="people"),
    term("teach", NC_("skill", "Show others how to work"),
         "formazione di nuovi colleghi", kind="people"),
    term("lead", NC_("skill", "Lead a small group"),
         "coordinamento di un piccolo gruppo", kind="people"),
    term("plan", NC_("skill", "Plan the work"), "organizzazione del lavoro", kind="people"),
    term("solve", NC_("skill", "Find solutions to problems"),
         "capacità di risolvere problemi", kind="people"),
    term("calm", NC_("skill", "Stay calm when there is much to do"),
         "gestione dello stress", kind="people"),
    term("computer", NC_("skill", "Use a computer"), "uso del computer", kind="digital"),
    term("documents", NC_("skill", "Write texts and tables on a computer"),
         "uso di programmi di scrittura e fogli di calcolo", kind="digital"),
    term("mail", NC_("skill", "Write e-mails"), "uso della posta elettronica", kind="digital"),
    term("apps", NC_("skill", "Use apps on the phone"), "uso di app su smartphone", kind="digital"),
    term("navigate", NC_("skill", "Find the way with a map or the phone"),
         "uso di mappe e navigatore", kind="digital"),
    term("money", NC_("skill", "Handle money and give change"),
         "gestione del denaro e dei resti", kind="digital"),
    term("measure", NC_("skill", "Measure and calculate"), "misure e calcoli", kind="hands"),
    term("hand_tools", NC_("skill", "Use hand tools"), "uso di utensili manuali", kind="hands"),
    term("small_repairs", NC_("skill", "Do small repairs"), "piccole riparazioni", kind="hands"),
    term("heavy", NC_("skill", "Do heavy work"), "lavoro fisico pesante", kind="hands"),
    term("outdoors", NC_("skill", "Work outdoors"), "lavoro all’aperto", kind="hands"),
    term("protective_gear", NC_("skill", "Use protective gear"),
         "uso dei dispositivi di protezione (DPI)", kind="hands"),
    term("food_hygiene", NC_("skill", "Keep food clean and safe (HACCP)"),
         "igiene degli alimenti (HACCP)", kind="hands"),
    term("first_aid", NC_("skill", "Give first aid"), "primo soccorso", kind="hands"),
)

# The years are said, no Italian title is claimed: who recognises one is another office.
SCHOOLING = Taxonomy(
    "schooling",
    term("primary", NC_("schooling", "5 years of school"), "5 anni di scuola"),
    term("middle", NC_("schooling", "8 years of school"), "8 anni di scuola"),
    term("vocational", NC_("schooling", "Training for a trade"), "formazione professionale"),
    term("secondary_diploma", NC_("schooling", "Diploma of secondary school"),
         "diploma di scuola secondaria superiore"),
    term("degree", NC_("schooling", "Degree of a university"), "laurea o titolo universitario"),
)

SCHOOLED = Taxonomy(
    "schooled",
    term("italy", NC_("schooled", "obtained in Italy"), "titolo conseguito in Italia"),
    term("abroad", NC_("schooled", "obtained abroad, not recognised yet"),
         "titolo conseguito all’estero, non ancora riconosciuto"),
    term("recognised", NC_("schooled", "obtained abroad, recognised in Italy"),
         "titolo conseguito all’estero, riconosciuto in Italia"),
)

LEARNT = Taxonomy(
    "learnt",
    term("job", NC_("learnt", "in a job"), "lavoro"),
    term("own_business", NC_("learnt", "working for myself"), "lavoro in proprio"),
    term("family", NC_("learnt", "at home or in the family"), "in famiglia"),
    term("volunteer", NC_("learnt", "as a volunteer"), "volontariato"),
    term("training", NC_("learnt", "in a course or an internship"), "corso o tirocinio"),
)

AVAILABILITY = Taxonomy(
    "availability",
    term("at_once", NC_("availability", "I can start at once"), "inizio immediato"),
    term("nearby", NC_("availability", "I can work in towns nearby"), "lavoro nei comuni vicini"),
    term("move", NC_("availability", "I can move to another town"),
         "trasferimento in un altro comune"),
    term("bicycle", NC_("availability", "I have a bicycle"), "bicicletta propria"),
    term("scooter", NC_("availability", "I have a moped or scooter"),
         "ciclomotore o scooter proprio"),
    term("car", NC_("availability", "I have a car"), "automobile propria"),
)

# Headings, in the order in which an employer looks for them.
CV_PARTS = Taxonomy(
    "cv_part",
    term("contacts", NC_("cv_part", "How to reach you"), "Contatti"),
    term("wanted", NC_("cv_part", "Work that you look for"), "Mansioni cercate"),
    term("experience", NC_("cv_part", "Work that you have done"), "Esperienze"),
    term("skills", NC_("cv_part", "What you can do"), "Competenze"),
    term("languages", NC_("cv_part", "Languages that you speak"), "Lingue"),
    term("school", NC_("cv_part", "School and courses"), "Istruzione e formazione"),
    term("licences", NC_("cv_part", "Driving licences valid in Italy"), "Patenti di guida"),
    term("availability", NC_("cv_part", "When and how you can work"), "Disponibilità"),
)

CV_WORDS = Taxonomy(
    "cv_word",
    term("cv", NC_("cv_word", "Curriculum"), "Curriculum vitae"),
    term("card", NC_("cv_word", "Skills card"), "Scheda delle competenze"),
    term("first_language", NC_("cv_word", "my first language"), "madrelingua"),
    term("licence", NC_("cv_word", "Licence for driving"), "patente"),
    term("courses", NC_("cv_word", "Courses that you took"), "Corsi"),
    term("until_now", NC_("cv_word", "I still work there"), "in corso"),
    term("from_year", NC_("cv_word", "From the year"), "dal"),
    term("to_year", NC_("cv_word", "To the year"), "al"),
    term("signature", NC_("cv_word", "Date and signature"), "Data e firma"),
    term("not_checked", NC_("cv_word", "The person wrote this card. No office has checked it."),
         "Scheda scritta dalla persona. Nessun ufficio l’ha verificata."),
    term("ask", NC_("cv_word", "I would like these skills to be certified. How is it done?"),
         "Vorrei la certificazione di queste competenze. Come si fa?"),
)
# fmt: on

# Those that have a name in all our languages (CLDR); the reader's own order is by that name.
SPOKEN = (
    "it", "en", "fr", "es", "pt", "ar", "uk", "ru", "ur", "bn", "hi", "pa", "ps", "fa", "ku", "tr",
    "am", "ti", "so", "om", "sw", "ha", "yo", "ig", "pcm", "tw", "ee", "wo", "ff", "bm", "snk",
    "mos", "ln", "kab", "ne", "si", "ta", "tl", "zh", "sq", "ro", "pl", "bg", "sr", "mk", "ka",
)  # fmt: skip
