"""Webhooks: other systems are told, signed, when a need is born, rises suddenly or changes its state.

An *endpoint* is an address that an administrator named, with the kinds it wants to hear of. A *delivery* is one message
to one endpoint. Messages are signed as Standard Webhooks says (HMAC-SHA256 over id, moment and body); the secret is
made from the installation's own and a salt, shown once, and kept nowhere. A delivery is tried again with growing
pauses; an endpoint that fails for days is switched off, and the desk says so. Addresses inside a private network are
refused when they are named and again when they are resolved, and the address that was checked is the one connected to.
"""
