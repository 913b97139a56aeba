"""Which words name a country, and which only look like it: French in tables."""

from __future__ import annotations

import pytest

from index.countries import find_countries

NAMES = [
    ("Des écoles rouvrent au Pérou et en Côte d’Ivoire.", "PE CI"),
    ("Les Etats-Unis, le Royaume-Uni et les Pays-Bas financent le projet.", "US GB NL"),
    ("De la RDC à la RCA, en passant par la PNG.", "CD CF PG"),
    ("Le Viêt-Nam, le Viet Nam et le Vietnam sont un seul pays.", "VN"),
    ("La Birmanie s'appelle aussi le Myanmar.", "MM"),
    ("Le Bélarus, la Biélorussie, la Moldova, la Moldavie.", "BY MD"),
    ("La Guinée, la Guinée-Bissau, la Guinée équatoriale.", "GN GW GQ"),
    ("La Papouasie-Nouvelle-Guinée seule.", "PG"),
    ("Le Niger et le Nigéria ont une frontière.", "NE NG"),
    ("Le Soudan et le Soudan du Sud.", "SD SS"),
    ("La République dominicaine et la Dominique.", "DO DM"),
    ("Le Kosovo, Taïwan et Hong Kong ont leur code.", "XK TW HK"),
    ("Saint-Vincent-et-les-Grenadines invite Sainte-Lucie.", "VC LC"),
    ("La Guadeloupe et La Réunion envoient des pompiers.", "GP RE"),
    ("La Türkiye, l'Eswatini, Cabo Verde et le Timor-Leste.", "TR SZ CV TL"),
    ("Le sud-Soudan, puis Saint-Kitts-et-Nevis et les îles Turks et Caïcos.", "SS KN TC"),
    ("L'ex-République yougoslave de Macédoine et Antigua-et-Barbuda.", "MK AG"),
    ("Le nord de l'Irlande du Nord et l'Irlande.", "GB IE"),
]

DEMONYMS = [
    ("des autorités péruviennes et chiliennes", "PE CL"),
    ("un policier turc, une juge turque, un maire grec, une équipe grecque", "TR GR"),
    ("des Nigériens et des Nigérianes", "NE NG"),
    ("les Soudanais du Sud, l'armée sud-soudanaise", "SS"),
    ("une ferme équato-guinéenne et des agents bissau-guinéens", "GQ GW"),
    ("des familles dominiquaises et des familles dominicaines", "DM DO"),
    ("les garde-côtes sud-coréens et nord-coréens", "KR KP"),
    ("des femmes ouzbèkes, tadjikes, kirghizes et kazakhes", "UZ TJ KG KZ"),
    ("le gouvernement hollandais", "NL"),
    ("la frontière américano-mexicaine", "US MX"),
    ("la frontière tchado-camerounaise", "TD CM"),
    ("les Burkinabè, les Malgaches et les Sri-Lankais", "BF MG LK"),
    ("des PÉRUVIENS", "PE"),
]

PLACES = [
    ("Des vols partent de Niamey, Tachkent, Katmandou et Koutaïssi.", "NE UZ NP GE"),
    ("Les débarquements ont repris en Sicile et à Lampedusa.", "IT"),
    ("Les camps du Nord-Kivu, du Darfour et de la bande de Gaza.", "CD SD PS"),
    ("Le marché de Benin City, non celui du Bénin.", "NG BJ"),
    ("Les inondations en Colombie-Britannique.", "CA"),
    ("De Ciudad Juárez au Texas.", "MX US"),
    ("Les réfugiés de Cox's Bazar et de Cox’s Bazar.", "BD"),
]

APPOSITIONS = [
    ("La ville de Grenade, en Espagne, expose ses plans.", "ES"),
    ("Une pompe venue d'Atlanta, en Géorgie, aux États-Unis.", "US"),
    ("Elle vit à Tripoli, au Liban ; lui à Tripoli (Libye).", "LB LY"),
    ("Des bureaux à Bruxelles, en Syrie et en Iraq.", "BE SY IQ"),
    ("De Cayenne, en Guyane, viennent des renforts.", "GF"),
]

RARE_NAMES = [
    ("Des Sahraouis, une élue néo-calédonienne et un Zanzibarite.", "EH NC TZ"),
    ("Des Qataris, une Émiratie et un marin équatoguinéen.", "QA AE GQ"),
    ("Le Surinam, la RPDC, le Timor Est, la Lybie et la RD du Congo.", "SR KP TL LY CD"),
    ("Trinidad attend. La Haute-Volta est devenue le Burkina.", "TT BF"),
    ("Anjouan et la Grande Comore.", "KM"),
    ("Des Somalis et une Libyenne.", "SO LY"),
    ("La République de Guinée Équatoriale.", "GQ"),
    ("Les frontières tuniso-libyenne et algéro-malienne.", "TN LY DZ ML"),
    ("La Papouasie - Nouvelle-Guinée.", "PG"),
    ("Saint-Laurent-du-Maroni.", "GF"),
]

LONGER_NAMES = [
    ("Le Cap-Vert signe, et Le Cap Vert aussi.", "CV"),
    ("Les écoles du Cap-Haïtien et le Cap-Haïtien lui-même.", "HT"),
    ("Le Cap accueille le sommet, du Caire au Cap.", "ZA EG"),
    ("Des vols Addis-Abeba-Djibouti.", "ET DJ"),
    ("Naufrage au large du Cap Bon : Le Cap Bon et Le Cap-Martin veillent.", ""),
    ("Saint-Georges-du-Maroni attend ses renforts.", ""),
]

SMALL_LETTERS = [
    ("Le gouvernement suisse et une ONG suisse financent le puits.", "CH"),
    ("Une juge argentine et des marins argentins.", "AR"),
    ("La Suisse et l'Argentine financent le puits.", "CH AR"),
]

NOTHING = [
    "La Commission de l'océan Indien se réunit autour du golfe de Guinée.",
    "Les riverains du lac Tchad, du fleuve Sénégal et du delta du Niger.",
    "Le Processus de Colombo, la Déclaration de New York et l'accord de Paris.",
    "La Convention de Genève, le traité de Rome et le Protocole de Palerme.",
    "L'ex-Yougoslavie, l'Union soviétique et l'Amérique latine.",
    "Un accord entre pays latino-américains et nord-américains.",
    "L'Organisation des États américains a félicité l'Union européenne.",
    "La réunion avait pour but de renforcer les capacités.",
    "La police a lancé des grenades lacrymogènes.",
    "Elle porte une robe en crêpe de chine.",
    "M. Maurice Appadoo et Dominique Lambert, avec Chad Wilson et Jordan Baker.",
    "Israël Benmoussa et France Delorme ont reçu Mme Lima.",
    "a déclaré Pilar Medina, ingénieure.",
    "M. Jean Mali et le Dr Anne Jordanie ont parlé.",
    "Le golfe d'Aden, la mer d'Oman et le canal du Mozambique.",
    "a déclaré Orlando Vargas, ingénieur, et Madison Cole.",
    "Le service répond en espagnol, en anglais et en français.",
    "Ils apprennent l'arabe, l'italien et le portugais.",
    "Un contrat en malgache, traduit du français.",
    "Une formation de langue française et des cours d'anglais.",
    "Le siège de l'Organisation, à Genève, a confirmé.",
    "L'OIM à Genève suit la situation.",
    "Une ville nice, une date, un port et des tours.",
    "La NEMA distribue des tentes.",
    "Les mers de Chine et d'Oman, le Processus de Rabat et de Khartoum, le lac Kivu.",
    "La rue de Genève, l'avenue de France, le pont de Genève et la place d'Italie.",
    "Elle répond en somali.",
]


@pytest.mark.parametrize(
    ("text", "codes"),
    [*NAMES, *DEMONYMS, *PLACES, *APPOSITIONS, *RARE_NAMES, *LONGER_NAMES, *SMALL_LETTERS],
)
def test_countries_named(text: str, codes: str) -> None:
    assert set(find_countries("", text).countries) == set(codes.split())


@pytest.mark.parametrize("text", NOTHING)
def test_no_country_named(text: str) -> None:
    assert find_countries("", text).countries == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Des enfants congolais ont rejoint des proches en RDC.", "CD"),
        ("Des enfants congolais ont rejoint Brazzaville.", "CG"),
        ("Le Congo a signé. Kinshasa enverra des experts.", "CD"),
        ("Des enfants congolais ont été recueillis.", ""),
        ("Le chef de mission en Guyane a salué l'accord.", "GY"),
        ("De Cayenne, en Guyane, sont venus des pompiers.", "GF"),
        ("Des marins coréens.", "KR"),
        ("La Corée du Nord et des marins de Corée.", "KP"),
    ],
)
def test_the_text_decides_between_two_countries(text: str, codes: str) -> None:
    assert set(find_countries("", text).countries) == set(codes.split())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("DES MIGRANTS ETHIOPIENS RENTRENT D'ARABIE SAOUDITE ET DU YEMEN", "ET SA YE"),
        ("LA POLICE LANCE DES GRENADES PENDANT LA REUNION DU CONSEIL", ""),
        ("L'OIM ET LA GRENADE SIGNENT UN ACCORD DE COOPERATION", "GD"),
        ("l'oim rapatrie des migrants fuyant la rca vers le cameroun", "CF CM"),
        ("Au Senegal et en Ethiopie, pres de la Cote d'Ivoire", "SN ET CI"),
    ],
)
def test_texts_without_case_or_accents(text: str, codes: str) -> None:
    assert set(find_countries("", text).countries) == set(codes.split())


def test_demonyms_in_all_their_forms(demonym_forms: list[tuple[str, str]]) -> None:
    for code, form in demonym_forms:
        assert code in find_countries("", f"Le ministère et les familles {form}.").countries, form


@pytest.fixture
def demonym_forms() -> list[tuple[str, str]]:
    """Masculine and feminine, singular and plural: the irregular ones and one of each rule."""
    table = """
    PE péruvien péruvienne péruviens péruviennes
    TR turc turque turcs turques
    GR grec grecque grecs grecques
    SN sénégalais sénégalaise sénégalais sénégalaises
    AF afghan afghane afghans afghanes
    MA marocain marocaine marocains marocaines
    GW bissau-guinéen bissau-guinéenne bissau-guinéens bissau-guinéennes
    BF burkinabè burkinabè burkinabè burkinabè
    BF burkinabé burkinabée burkinabés burkinabées
    AZ azéri azérie azéris azéries
    UZ ouzbek ouzbèke ouzbeks ouzbèkes
    XK kosovar kosovare kosovars kosovares
    GB britannique britannique britanniques britanniques
    YE yéménite yéménite yéménites yéménites
    LV letton lettonne lettons lettonnes
    """
    rows = [line.split() for line in table.strip().splitlines()]
    return [(code, form) for code, *forms in rows for form in forms]
