"""Plans: figures that open the rows behind them; in this release the article's figures (``qianxian story``).

Types no number: every value is computed from rows of other rooms.
"""
