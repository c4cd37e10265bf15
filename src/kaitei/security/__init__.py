"""What the oxides do for Japan's supply: need met by element, China's share, concentration of suppliers."""
