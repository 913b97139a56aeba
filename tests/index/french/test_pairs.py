"""Questions and texts that must meet, or must not: the analysis as its readers see it."""

# a table reads a line at a time

from __future__ import annotations

from collections import defaultdict

import pytest

from index.french import analyze, query_words, without_stop_words

FOUND, APART = True, False

PAIRS = [
    # --- the twenty that naive set-ups fail, from our prototype
    ("liberees", "Les deux journalistes libérés mardi sont arrivés à Paris.", FOUND, "no accents typed, another inflection"),
    ("PREMIERE", "Les premiers résultats de la campagne", FOUND, "capitals without accents, -ière"),
    ("eleves", "L’élève a été reçu par le ministre", FOUND, "typographic apostrophe and elision"),
    ("œuvre", "La mise en oeuvre du plan", FOUND, "ligature typed, two letters in the text"),
    ("mise en œuvre", "Les mesures mises en uvre depuis 2019", FOUND, "œ lost in the text"),
    ("sœurs", "Elle vit avec ses surs", FOUND, "œ lost, the possessive says so"),
    ("sœurs", "Des informations sur les élections", APART, "the preposition sur is not sœur"),
    ("sœurs", "Deux sûrs alliés de la présidence", APART, "an accent says which word it is"),
    ("aujourd'hui", "Signé aujourd’hui à Genève", FOUND, "two apostrophes, no elision"),
    ("8500", "Plus de 8\u202f500 migrants secourus", FOUND, "narrow no-break space in a number"),
    ("8 500 migrants", "8500 migrants", FOUND, "number typed with a space"),
    ("OIM", "Le porte-parole de l’O.I.M. à Genève", FOUND, "dotted acronym after an elision"),
    ("rendez vous", "Un rendez-vous est fixé", FOUND, "compound typed apart"),
    ("coconstruction", "La co-construction des politiques", FOUND, "compound typed solid"),
    ("secretaire general", "La Secre\u0301taire ge\u0301ne\u0301rale adjointe", FOUND, "text in NFD"),
    ("developpement", "Le déve\u00adlop\u00adpe\u00adment durable", FOUND, "soft hyphens"),
    ("été", "Pendant l’été, les travaux ont repris", FOUND, "été is in every French stop list"),
    ("loi", "Deux lois ont été promulguées", FOUND, "plural after a vowel, which Snowball keeps"),
    ("obtenir", "Il a obtenu gain de cause", FOUND, "irregular verb"),
    ("Istanbul", "La conférence d’İstanbul", FOUND, "Turkish capital with a dot"),
    ("police", "Une politique publique ambitieuse", APART, "one stem for two words"),
    # --- inflection
    ("migrante", "Les migrants ont été secourus", FOUND, "feminine singular asks for masculine plural"),
    ("déplacés", "Une famille déplacée par le conflit", FOUND, "participle as adjective"),
    ("deplacees", "Le déplacé interne", FOUND, "the same without accents, all endings differ"),
    ("retourner", "Ils retournèrent dans leur village", FOUND, "simple past, third person plural"),
    ("arriver", "Les convois arrivent à Agadez", FOUND, "-ent of a verb falls"),
    ("président", "Les présidents des deux pays", FOUND, "-ent of a noun stays through the plural"),
    ("urgence", "Un appel d'urgences", FOUND, "plural after an elision"),
    ("bateau", "Deux bateaux ont chaviré", FOUND, "plural in -eaux"),
    ("cheval", "Des chevaux de trait", FOUND, "plural in -aux"),
    ("travail", "Les travaux de réhabilitation", FOUND, "-ail, -aux: a plural by heart"),
    ("nationales", "Le plan national", FOUND, "feminine plural of -al"),
    ("nationaux", "Une stratégie nationale", FOUND, "masculine plural of -al"),
    ("directeur", "La directrice générale", FOUND, "feminine in -trice"),
    ("chercheuses", "Un chercheur indépendant", FOUND, "feminine in -euse"),
    ("nouveau", "Les nouvelles arrivées", FOUND, "feminine with another stem"),
    ("vieux", "De vieilles embarcations", FOUND, "feminine with another stem, plural"),
    ("public", "La santé publique", FOUND, "-c, -que"),
    ("longue", "Un long trajet", FOUND, "-g, -gue"),
    ("actif", "La population active", FOUND, "-f, -ve"),
    ("étrangère", "Les travailleurs étrangers", FOUND, "-er, -ère"),
    ("mort", "Il meurt en mer", FOUND, "mourir, a verb that changes its stem"),
    ("prendre", "Les mesures prises hier", FOUND, "participle of an irregular verb"),
    ("comprises", "Il faut comprendre les causes", FOUND, "the same verb behind a prefix"),
    ("accueillir", "Les pays qui accueillent des réfugiés", FOUND, "a verb in -ir with endings in -e"),
    ("détruite", "Des bombes détruisent le pont", FOUND, "-uire: two stems"),
    ("contraindre", "Des familles contraintes de fuir", FOUND, "-aindre: nd, nt, gn"),
    ("admet", "Les personnes admises", FOUND, "mettre behind a prefix"),
    ("œil", "Il a perdu les yeux", FOUND, "yeux is the plural of œil"),
    ("péruvien", "Des volontaires péruviennes", FOUND, "demonyms inflect"),
    ("libanais", "La société libanaise", FOUND, "demonym in -ais"),
    ("nouveaux", "Un nouvel accord", FOUND, "a masculine before a vowel"),
    ("vieil", "De vieilles embarcations", FOUND, "the same, asked for"),
    ("bel", "De beaux résultats", FOUND, "the same, with a plural"),
    ("fous", "Un fol espoir", FOUND, "the same, -ou"),
    ("molle", "Un mol oreiller", FOUND, "the same, -ou"),
    ("clef", "Les mots clés", FOUND, "two spellings of one word"),
    ("né", "Les enfants nés en exil", APART, "né is written like ne without its accent"),
    ("naître", "Une fille née en exil", FOUND, "but its other forms are not"),
    ("dues", "Les sommes que doit le pays", FOUND, "devoir; dû is written like du without its accent"),
    ("comparu", "Il comparaît devant le tribunal", FOUND, "comparaît, not comparait of comparer"),
    ("admirer", "Ils admirent le paysage", FOUND, "admirer, not the rare past of admettre"),
    ("admettre", "Ils admirent le paysage", APART, "the same, the other way round"),
    ("lister", "Les pays listés en annexe", FOUND, "a verb and its noun"),
    ("argentins", "Une famille argentine", FOUND, "a demonym whose feminine is the country"),
    ("Argentine", "Trois migrants argentins", FOUND, "hence the country and its people are one word"),
    ("corses", "Une commune corse", FOUND, "a demonym that is the island in the singular"),
    ("philippin", "Une équipe aux Philippines", FOUND, "a country that is the plural of its demonym"),
    ("lorrain", "Des élus de Lorraine", FOUND, "a region that is the feminine of its demonym"),
    # --- words that must stay apart
    ("Mali", "Un mal de tête", APART, "Snowball stems Mali to mal"),
    ("Gaza", "Le prix du gaz", APART, "Snowball stems Gaza to gaz"),
    ("Haïti", "Un homme haï de tous", APART, "Snowball stems Haïti to hait"),
    ("Malaisie", "Un malaise profond", APART, "Snowball stems Malaisie to malaise"),
    ("Australie", "Les terres australes", APART, "Snowball stems Australie to austral"),
    ("France", "Dix francs suisses", APART, "Snowball stems France to franc"),
    ("Vienne", "Il faut qu'elle revienne", APART, "a city, not a form of venir"),
    ("Liban", "Le premier ministre libanais", APART, "the stem of a demonym may spell the country"),
    ("migration sûre", "Un rapport sur la migration", APART, "sûre is not the preposition sur"),
    ("sou", "Une tente sous les arbres", APART, "the preposition sous is no plural"),
    ("universel", "Les universités du pays", APART, "Porter's classic: one stem, two words"),
    # --- tokens
    ("HCR", "Un communiqué de l’HCR", FOUND, "acronym read letter by letter after l’"),
    ("O.N.U.", "Le Conseil de sécurité de l'ONU", FOUND, "dots in the question"),
    ("N'Djamena", "Arrivés à N’Djaména lundi", FOUND, "name with an apostrophe is one word"),
    ("Djamena", "Arrivés à N’Djaména lundi", APART, "and is not cut at its apostrophe"),
    ("prudhomme", "Le conseil des prud'hommes", FOUND, "an apostrophe inside a word"),
    ("1er mai", "Le 1 mai 2015", FOUND, "an ordinal in digits is its number"),
    ("8e session", "La 8ème session", FOUND, "two ways to write one"),
    ("2nd", "La seconde suivante", APART, "a second is a span of time too"),
    ("2ème", "La 2e édition", FOUND, "two spellings of an ordinal"),
    ("XXIe siècle", "Au XXIème siècle", FOUND, "Roman ordinals too"),
    ("1.500.000", "Quelque 1 500 000 personnes", FOUND, "dots or spaces between thousands"),
    ("3,5", "Soit 3.5 millions", FOUND, "decimal comma or point"),
    ("35", "Soit 3,5 millions", APART, "a decimal is not its digits"),
    ("717", "Tél. : +41 22 717 91 11", FOUND, "groups of a telephone number are no thousands"),
    ("vice-président", "Le vice président élu", FOUND, "compound typed with its hyphen, written apart"),
    ("vice président", "Le viceprésident", APART, "nothing says where an unknown solid word divides"),
    ("Port-au-Prince", "PORT-AU-PRINCE, 12 janvier", FOUND, "capitals, three parts"),
    ("étudiants", "Les étudiant·e·s réfugié·e·s", FOUND, "inclusive spelling"),
    ("IOM", "Read IOM's statement", FOUND, "English genitive"),
    ("chef d'œuvre", "Un chef-d’uvre en péril", FOUND, "elision, compound and lost œ at once"),
    ("cœur", "Le cur du problème", FOUND, "œ lost in a word that is none without it"),
    ("Œuvrer", "OEUVRER POUR LA PAIX", FOUND, "ligature in capitals"),
    ("Quand viendra-t-elle", "Elle viendra demain", FOUND, "the pronoun of an inverted verb is not asked for"),
    ("Où vivent-ils ?", "Ils vivent à Lima", FOUND, "the same without t"),
    ("rendez-vous", "Il faut rendre les armes", APART, "rendez-vous is a noun, not an inverted verb"),
    ("à la une", "Ce titre est à la une", FOUND, "only stop words: none is dropped"),
    ("le rapport de mission", "Rapport sur cette mission", FOUND, "stop words are not asked for"),
    ("Москва", "Le bureau de Москва", FOUND, "Cyrillic"),
    ("القاهرة", "مكتب القاهرة", FOUND, "Arabic"),
    ("北京", "会议在北京举行", FOUND, "Chinese has no spaces"),
    ("北京", "新闻背景", APART, "nor are words that sound alike one word"),
]  # fmt: skip


def finds(question: str, text: str) -> bool:
    """Say whether every word of the question stands in the text, as the engines decide it."""
    places = defaultdict(set)
    for token in analyze(text):
        places[token.term].add(token.position)

    def stands(terms: list[str]) -> bool:
        return any(
            all(start + i in places.get(term, ()) for i, term in enumerate(terms))
            for start in places.get(terms[0], ())
        )

    return all(
        any(stands([token.term for token in alternative]) for alternative in word.alternatives)
        for word in without_stop_words(query_words(question))
    )


@pytest.mark.parametrize(("question", "text", "expected", "why"), PAIRS)
def test_pair(question: str, text: str, expected: bool, why: str) -> None:
    assert finds(question, text) is expected, why


def test_there_are_at_least_eighty_pairs() -> None:
    assert len(PAIRS) >= 80
