"""The contact block: who to call, in any of the orders releases use."""

from __future__ import annotations

import re

import phonenumbers

from index.releases import Contact

INTRODUCTION = re.compile(
    r"pour\s+[^.:\n]{0,40}?\b(?:informations?|renseignements?|précisions?|détails|savoir\s+plus|"
    r"questions?|interviews?|entretiens?|demandes?)\b[^.:\n]{0,100}?"
    r"\b(?:contact(?:er|ez|s)?|joindre|adresser|appeler|écrire)\b(?:\s+(?:avec|à)\b)?\s*:?|"
    r"veuillez\s+contacter\b(?=[^\n]{0,300}\bpour\s+(?:plus|toute?|de\s+plus)\b)|"
    r"for\s+(?:more|further|additional)\s+information[^.:\n]{0,80}?\bcontact\b\s*:?|"
    r"para\s+(?:m[áa]s|mayor)\s+informaci[óo]n[^.:\n]{0,80}?\bcontact\w*\s*:?|"
    r"(?:personnes?\s+à\s+contacter|contacts?(?:\s+(?:presse|médias?|pour\s+la\s+presse|"
    r"pour\s+les\s+médias))?)\s*(?::|$)",
    re.IGNORECASE | re.MULTILINE,
)
_EMAIL = re.compile(
    r"[A-Za-z0-9_%+'’-][A-Za-z0-9._%+'’-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)
_MAILTO = re.compile(r"[\"'<]?mailto:\s?([^\"'<>\s]{3,120})[\"']?\s?>?", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|\b00)\s?\(?\d[\d\s\u00a0.()/‑–-]{5,24}\d")
_LABELLED = re.compile(
    r"(?:t[ée]l(?:[ée]phone)?s?|mobile|portable|cell|phone|gsm|whatsapp)\b\.?\s*:?\s*"
    r"(\(?\d[\d\s\u00a0.()/‑–-]{5,24}\d)",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"[\s,;]*\b(?:ext|poste|extension)\b\.?\s*:?\s*\d{1,6}", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:\b(?:t[ée]l(?:[ée]phone)?s?|phone|mobile|portable|cell|gsm|fax|e-?mails?|courriels?|mails?|"
    r"m[ée]l|adresse [ée]lectronique|whatsapp|skype|ext|poste|contacts?)\b\.?\s*)+:?|"
    r"\b(?:par|au|à l'adresse)\s*(?:suivante)?\s*:?\s*$",
    re.IGNORECASE,
)
_FAX = re.compile(r"\bfax\b\.?\s*:?\s*(?:\+|00)?[\d\s.()/-]{6,24}", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:OIM|IOM|HCR|UNHCR|ONU|OMS|UNICEF|PNUD|PAM|OCHA|ONUDC|UE|Bureau|Office|Mission|Siège|Headquarters|"
    r"Organisation|Ministère|Centre|Unité|Division|Département|Service|Ambassade|Délégation|"
    r"Commission|Agence|Fondation|Croix-Rouge|Media and Communication)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:charg[ée]e?s?|porte-parole|responsable|chef|cheffe|directeur|directrice|sp[ée]cialiste|"
    r"coordinat\w*|coordonnat\w*|coodinator|attach[ée]e?|conseill\w+|assistant\w*|officer|manager|programme|"
    r"spokes\w+|repr[ée]sentante?|consultante?|administrat\w+)\b",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"(?:[^\W\d_]['’.-]?){1,30}\Z")
_PARTICLES = re.compile(
    r"(?:d[aeo]s?|du|dell?a?|l[ae]|[ae]l|b[ie]n|van|von|den|der|y|e|ab[ou]u?|ould)\Z", re.IGNORECASE
)
_CIVILITY = re.compile(
    r"^(?:m\.|mme|mlle|mr\.?|ms\.?|mrs\.?|dr\.?|monsieur|madame)\s+", re.IGNORECASE
)
_OR = re.compile(r"\s*[.;,]?\s*\b(?:ou|et|or|and|o)\b\s+(?=[A-ZÀ-Ý])")
_AT = re.compile(r"\s*\b(?:à la|au|aux|à|de la|de|du)?\s*(?:\bl['’]\s?)?$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:(?:le|la|les|au|du)\s|l['’])", re.IGNORECASE)
_TRIM = " \u00a0\u202f,;:.|/-–—()<>\"'•*"


def parse_contacts(text: str) -> tuple[Contact, ...]:
    """The people and offices of a contact block, without its introduction.

    A block lists names, offices, phones and e-mails in any order, one a line or all in one
    sentence. A name opens a new contact once the current one has a name or an address.
    """
    found: list[Contact] = []
    current = Contact()
    for kind, value in _events(INTRODUCTION.sub("\n", text, count=1)):
        if _opens(kind, current, first=not found):
            found.append(current)
            current = Contact()
        if kind == "name" and current.name is None:
            current = current._replace(name=value)
        elif kind == "office" and current.office is None:
            current = current._replace(office=value)
        elif kind == "phone" and current.phone is None:
            current = current._replace(phone=value)
        elif kind == "email" and current.email is None:
            current = current._replace(email=value)
    found.append(current)
    return tuple(c for c in found if c.email or c.phone or (c.name and c.office))


def holds_address(text: str) -> bool:
    """Whether a text holds an e-mail address or a phone number with its country code."""
    return _EMAIL.search(text) is not None or _PHONE.search(text) is not None


def _opens(kind: str, current: Contact, *, first: bool) -> bool:
    reached = current.phone is not None or current.email is not None
    if kind == "name":
        if first and current.name is None and current.office is None:
            return False  # the address stands before the name
        return current.name is not None or reached
    if kind == "office":
        return current.office is not None and reached
    if kind == "email":
        return current.email is not None
    return False


def _events(text: str) -> list[tuple[str, str]]:
    """(kind, value) in reading order: name, office, phone, email."""
    text = _MAILTO.sub(r" \1 ", text)
    text = _FAX.sub("\n", _EXTENSION.sub("", text))
    marks = [(m.start(), m.end(), "email", m[0]) for m in _EMAIL.finditer(text)]
    for match in (*_PHONE.finditer(text), *_LABELLED.finditer(text)):
        group = 1 if match.re is _LABELLED else 0
        phone = international(match[group])
        start, end = match.span(group)
        if phone and not any(start < e and s < end for s, e, *_ in marks):
            marks.append((start, end, "phone", phone))
    events: list[tuple[str, str]] = []
    at = 0
    for start, end, kind, value in sorted(marks):
        events += _named(text[at:start])
        if not (kind == "email" and ("email", value) in events[-1:]):  # link and its text
            events.append((kind, value))
        at = end
    return events + _named(text[at:])


def _named(text: str) -> list[tuple[str, str]]:
    """Names and offices in the text between two addresses."""
    events: list[tuple[str, str]] = []
    for line in text.split("\n"):
        for person in _OR.split(_LABEL.sub("\n", line)):
            for piece in re.split(r"[,\n;|()]|:\s|\s[-–—]\s", person):
                value = piece.strip(_TRIM)
                if _OFFICE.search(value):
                    events += _name_and_office(value)
                elif _is_name(value):
                    events.append(("name", _CIVILITY.sub("", value)))
                elif (
                    events
                    and events[-1][0] == "office"
                    and piece.strip()[:2] in ("l'", "l’", "le", "la", "de", "du")
                ):
                    events[-1] = ("office", f"{events[-1][1]}, {value}")
    return events


def _name_and_office(text: str) -> list[tuple[str, str]]:
    """An office, and the person before it: "Awa Ba à l'OIM Dakar", "porte-parole de l'OIM"."""
    match = _OFFICE.search(text)
    before = _AT.sub("", text[: match.start()]) if match else ""
    if match is None or not before:
        return [("office", _ARTICLE.sub("", text))]
    office = text[match.start() :]
    if _is_name(before):
        return [("name", _CIVILITY.sub("", before)), ("office", office)]
    spokesman = _ROLE.match(before) and before.count(" ") == 0
    return [("office", office if spokesman else _ARTICLE.sub("", text))]


def _is_name(text: str) -> bool:
    words = _CIVILITY.sub("", text).split()
    if not 2 <= len(words) <= 6 or words[0] in "Àà" or _ROLE.search(text):
        return False
    return all(_NAME_WORD.match(w) and (w[0].isupper() or _PARTICLES.match(w)) for w in words)


def international(written: str) -> str | None:
    """A phone number in international form: "0041 (0)22 717 91 11" → "+41 22 717 91 11".

    The grouping is the writer's where there is one, else that of the country. A number without
    a country code is kept as written; what is too short for a number gives None.
    """
    number = re.sub(r"\(\s*0\s*\)", " ", written)
    digits = re.sub(r"\D", "", number)
    if not 6 <= len(digits) <= 17:
        return None
    if not number.lstrip(" (").startswith(("+", "00")):
        return " ".join(re.findall(r"\d+", number))
    groups = re.findall(r"\d+", number)
    if groups[0].startswith("00"):
        groups[0] = groups[0][2:]
        groups = [group for group in groups if group]
    plain = "+" + "".join(groups)
    if len(groups) > 2:
        return "+" + " ".join(groups)
    try:
        parsed = phonenumbers.parse(plain, None)
    except phonenumbers.NumberParseException:
        return plain
    formatted = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return formatted.replace("-", " ")
