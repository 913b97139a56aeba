"""How does an answer reach the reader: as a page, as JSON, or in the terminal?"""

from web.app import create_app

__all__ = ["create_app"]
