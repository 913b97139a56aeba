"""What can be wrong with a question, each error one sentence that ends in the next step."""

from index.errors import WrongUsage


class QueryInvalid(WrongUsage):
    """The query cannot be run as it is; ``parameter`` names what to change."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class QueryTooCostly(QueryInvalid):
    """The query would take too long."""

    def __init__(self, message: str) -> None:
        super().__init__("q", message)
