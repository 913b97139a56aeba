"""HTML pages: the release without the site around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.releases import Release

BODY = """<p>Lom&eacute; – Quarante apicultrices ont re&ccedil;u lundi leurs premières ruches,
grâce à l&rsquo;appui du Japon et de l&rsquo;OIM.</p>
<p>Le miel sera vendu au Bénin<br>et au Ghana dès l&#39;été.</p>
<p>Pour plus d’informations, veuillez contacter<br />Afi Mensah<br/>OIM Lomé<br>
Email: <a href="mailto:amensah@example.org">amensah@example.org</a><br>Tel: +228 22 55 01 00</p>"""
TITLE = "Des ruches pour les apicultrices de la Kara"

DRUPAL = f"""<!DOCTYPE html><html lang="fr"><head><title>{TITLE} | OIM</title>
<script>var pays = "Pérou";</script></head><body>
<header><nav><ul><li><a href="/haiti">Haïti</a></li></ul></nav></header>
<main><div class="breadcrumb">Accueil &gt; Communiqué</div><h1>{TITLE}</h1>
<figure><img src="a.jpg"><figcaption>Une ruche. Photo : OIM Népal</figcaption></figure>
<div class="field">{BODY}</div></main><footer><p>Genève, Suisse</p></footer></body></html>"""
OLD = f"""<html><body><table><tr><td><a href="/">Accueil</a></td></tr>
<tr><td><h1>{TITLE}</h1>{BODY}</td></tr></table></body></html>"""
NO_HEADING = f"<html><head><title>{TITLE} | OIM</title></head><body>{BODY}</body></html>"
FRAGMENT = f"<h1>{TITLE}</h1>{BODY}"
UNCLOSED = DRUPAL.replace("</p>", "").replace("</figure>", "").replace("</main>", "")


@pytest.mark.parametrize(
    "page",
    [DRUPAL, OLD, NO_HEADING, FRAGMENT, UNCLOSED],
    ids=["drupal", "tables", "title element", "fragment", "unclosed tags"],
)
def test_release_in_a_page(read: Callable[[str | bytes], Release], page: str) -> None:
    release = read(page)
    assert release.title == TITLE
    assert release.dateline_place == "Lomé"
    assert release.paragraphs[0].endswith("l’appui du Japon et de l’OIM.")
    assert set(release.countries) == {"TG", "JP", "BJ", "GH"}
    assert release.contacts[0].name == "Afi Mensah"
    assert release.contacts[0].phone == "+228 22 55 01 00"


def test_figure_caption_is_an_aside(read: Callable[[str | bytes], Release]) -> None:
    assert read(DRUPAL).asides[0].kind == "caption"


def test_page_in_windows_1252(read: Callable[[str | bytes], Release]) -> None:
    assert read(DRUPAL.encode("cp1252")).title == TITLE


def test_stray_inline_tags_do_not_make_a_page(
    pages: type, read: Callable[[str | bytes], Release]
) -> None:
    paragraphs = ("Lomé - Quarante apicultrices ont reçu leurs <em>premières</em> ruches lundi.",)
    release = read(pages.plain(TITLE, paragraphs))
    assert release.paragraphs == (paragraphs[0].replace("<em>", "").replace("</em>", ""),)
