"""Exchange: contributions in and out as JSON Lines, one object a line; the command is `flask posts import/export`."""
