"""What the mining costs the sea and the air: plumes and blanketed sea floor, CO2, natural radioactivity."""
