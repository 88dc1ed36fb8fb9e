"""What readers and the outside world tell us: reports of mistakes, addresses that lead nowhere."""
