"""The worker of the server: Gunicorn's for gevent, less intrusive and more patient."""

from __future__ import annotations

import re
from time import monotonic
from typing import Any, Final

from gevent import monkey, socket
from gunicorn.http import message
from gunicorn.workers.ggevent import GeventWorker

OFTEN: Final = 1.0
"""Seconds after which a worker says again that it lives: each time takes a call of the system."""

# Accents that are not percent-encoded, as `curl` sends them, would be refused by Gunicorn 27 before
# `web.raw_bytes` reads them; it has no setting for that.
vars(message)["RFC9112_TARGET_INVALID"] = re.compile(r"[^\x21-\x7e\x80-\xff]")


class Worker(GeventWorker):
    """A process that answers each connection in a greenlet, all of them in one thread."""

    _told_at = 0.0

    def patch(self) -> None:
        """Have ``time.sleep``, and waiting for connections, let other greenlets run.

        Gunicorn's own replaces the locks and threads of the standard library, too, after this
        program has taken those that it uses. None is held while a greenlet waits. To replace them
        would unshare 20 MB between workers, and have the log fail at the end of the process.
        """
        monkey.patch_time()
        listeners: list[Any] = self.sockets  # Gunicorn's own, around those of Python
        self.sockets = [
            socket.socket(listener.FAMILY, socket.SOCK_STREAM, fileno=listener.sock.detach())
            for listener in listeners
        ]

    def init_process(self) -> None:
        """Work until this process is to end. Settings do not change any more."""
        # Gunicorn looks a setting up through two calls, twenty times a request.
        vars(self.cfg).update({name: known.get() for name, known in self.cfg.settings.items()})
        super().init_process()

    def handle_request(self, *args: Any, **kwargs: Any) -> bool:
        """Answer, and say first that this process lives: costly requests may stand in a line.

        It is ended when it has not said so for the ``timeout`` of Gunicorn, which says it when no
        greenlet wants to run: sixty questions of half a second each at a time would be the end.
        """
        now = monotonic()
        if now - self._told_at >= OFTEN:
            self._told_at = now
            self.tmp.notify()
        return super().handle_request(*args, **kwargs)
