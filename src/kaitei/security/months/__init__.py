"""Japan month by month: orders, what the network delivers, firms with their stocks, prices, response and loss."""
