"""Ships and weather: the hours of a year by state, the mud that reaches land, and the fuel it takes."""
