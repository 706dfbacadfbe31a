"""``python -m qianxian`` is the command line."""

from qianxian.cli import main

if __name__ == "__main__":
    main(prog_name="qianxian")
