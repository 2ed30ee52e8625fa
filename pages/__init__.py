"""The facilitator's screens, thin: load, ask, act, show. One folder per section of the menu."""
