"""One function per figure, by subject; each takes a Run and gives a plotly figure."""
