"""Many phones, a bad network and dying servers: nothing may be lost, doubled or altered."""
