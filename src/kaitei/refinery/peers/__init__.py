"""Flowsheets of others, put together from the refinery's unit models to be held against. No stage uses them."""
