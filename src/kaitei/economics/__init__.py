"""What the oxides earn and what the chain costs: capital, operating cost, tax, cash flow, value."""
