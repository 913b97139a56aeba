"""Which countries a text is about, and where it says so."""

from index.countries.findings import CountryFindings, find_countries
from index.countries.names import country_codes, country_name, resolve_country

__all__ = ["CountryFindings", "country_codes", "country_name", "find_countries", "resolve_country"]
