"""`python -m game` is `persona`."""

from game.cli.main import run

if __name__ == "__main__":
    run()
