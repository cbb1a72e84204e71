"""What a wholesale error looks like: distributions of the CSVs before they load, and of the published marts.

A row test sees a wrong cell. These suites see a capture that stopped half-way, a column filled down to the end, a
unit that slipped by ten thousand everywhere: errors whose single rows all look well. Bounds are wide on purpose:
they follow from what such documents are, and each says why.
"""
