"""``python -m kaitei``."""

from kaitei.cli import main

main()
