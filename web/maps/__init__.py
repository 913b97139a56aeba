"""The world map: paths made once by ``build_world.py``, and read from ``world.json``."""
