"""Numbers of days, hours or weeks where a deadline decides over a case (rule 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services_app.content.faults.case import Case, Fault, Known
from services_app.content.faults.matching import matcher, plain
from services_app.errors import N_
from services_app.taxonomies.orientation import TOPICS

# Papers that start a deadline: whoever holds one reads only "the date is on the paper".
DEADLINE_PAPERS = ("commission_decision", "expulsion_decree")

# Numbers from two on, in words; tens also begin compound ones ("quarantotto").
NUMBERS = """
due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici
sedici diciassette diciotto diciannove vent* trent* quarant* cinquant* sessant* settant* ottant*
novant* cento centoventi centocinquanta centottanta
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty* thirty* forty* fifty* sixty* seventy* eighty* ninety* hundred
deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt*
trente* quarante* cinquante* soixante* cent
dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veint* treinta*
cuarenta* cincuenta* sesenta* setenta* ochenta* noventa* cien ciento
ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع عشرة عشر عشرين عشرون ثلاثين
ثلاثون أربعين أربعون خمسين خمسون ستين ستون سبعين سبعون ثمانين ثمانون تسعين تسعون مئة مائة
দুই তিন চার পাঁচ ছয় সাত আট নয় দশ বারো পনেরো পনের বিশ পঁচিশ ত্রিশ তিরিশ চল্লিশ পঞ্চাশ ষাট নব্বই
دو تین چار پانچ چھ سات آٹھ نو دس پندرہ بیس پچیس تیس چالیس پچاس ساٹھ نوے
два дві двох три трьох чотири чотирьох п'ять п'яти шість шести сім семи вісім восьми дев'ять
дев'яти десять десяти п'ятнадцять п'ятнадцяти двадцять двадцяти тридцять тридцяти сорок шістдесят
шістдесяти дев'яносто сто
"""
UNITS = """
giorni ore settimane giorno lavorativ* day days hour hours week weeks jours heures semaines
días horas semanas يوم يوما أيام ساعة ساعات أسبوع أسابيع দিন* ঘণ্টা* ঘন্টা* সপ্তাহ* دن گھنٹ* ہفت*
дні днів днях доби діб годин* тижд* тижн*
"""
# Numbers that stand inside the word, or one unit with "within": deadlines all the same.
WHOLE = matcher(
    "entro un giorno", "entro un'ora", "entro una settimana", "in una settimana", "48h", "24h",
    "within a day", "within one day", "within an hour", "within one hour", "within a week",
    "within one week", "in a week", "sous huitaine", "quinzaine de jours",
    "dans une semaine", "sous une semaine", "dans la semaine", "en una semana",
    "dentro de una semana", "quincena",
    "يومين", "يومان", "ساعتين", "ساعتان", "أسبوعين", "أسبوعان", "خلال أسبوع", "خلال يوم",
    "এক সপ্তাহের মধ্যে", "এক দিনের মধ্যে", "ایک ہفتے کے اندر", "ایک دن کے اندر",
    "протягом тижня", "протягом дня", "протягом доби",
)  # fmt: skip
# "112 day and night" is no deadline.
_NIGHT = r"(?!\W+(?:and|e|et|y|و|ও|اور|і|й)?\W*(?:night|notte|nuit|noche|রাত|رات|ніч))"


def _words(text: str) -> str:
    whole = [re.escape(word) for word in text.split() if not word.endswith("*")]
    starts = [re.escape(word[:-1]) + r"\w*" for word in text.split() if word.endswith("*")]
    return "|".join([*whole, *starts])


_GAP = r"[\s()\[\]/\u2010-\u2013-]{1,4}"
_COUNTED = re.compile(
    rf"(?<!\w)(?:\d+(?:টি|-?ти|-?х)?|(?:{_words(plain(NUMBERS))}))"
    rf"{_GAP}(?:[^\W\d]+{_GAP}){{0,2}}?(?:{_words(plain(UNITS))})(?!\w){_NIGHT}"
)


def counted_days(text: str) -> str | None:
    """Find a number of days, hours or weeks in words of any served language."""
    folded = plain(text)
    found = _COUNTED.search(folded) or WHOLE.search(folded)
    return found.group() if found else None


def has_deadline(case: Case) -> bool:
    """Tell whether a deadline in this item can decide over somebody's case.

    That is so for topics of asylum, for what is high-risk and urgent (an appeal, a lost place
    in reception), and for whoever holds a decision or an expulsion order.
    """
    topic = case.facts.get("topic")
    if topic and TOPICS[topic].notes.get("no_days"):
        return True
    if case.record["risk"] == "high" and case.facts.get("urgency") in ("today", "this_week"):
        return True
    papers = {row.get("code") for _, row in case.rows("documents")}
    held = {code for _, row in case.rows("branches") for code in row.get("papers") or ()}
    return bool((papers | held).intersection(DEADLINE_PAPERS))


def days(case: Case, known: Known) -> Iterator[Fault]:
    """Report numbers of days in such items: "the date is on the paper" stands there instead."""
    if not has_deadline(case):
        return
    for phrase in case.phrases():
        found = counted_days(phrase.text)
        if found:
            message = N_("A number of days is printed: “%(words)s”.", words=found)
            yield case.error("days", phrase.where, message)
    for number, row in case.rows("time_limits"):
        if row.get("number") is not None:
            where = f"facts.time_limits.{number}.number"
            yield case.error("days", where, N_("A time limit has a number here."))
    for number, row in case.rows("steps"):
        if row.get("from_week"):
            where = f"facts.steps.{number}.from_week"
            yield case.error("days", where, N_("A number of weeks would be read as a deadline."))
