"""The shipping tab: from the picklist to the carrier, one shipment or a wave at a time."""
