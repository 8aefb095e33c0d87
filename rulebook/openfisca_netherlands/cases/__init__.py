"""Run a folder of cases (inputs and expected outcomes, in Dutch domain names) against the model.

``python -m openfisca_netherlands.cases FOLDER`` prints a line per topic and the total. The names
a case may use stand in ``docs/case-vocabulary.yaml``; the adapters here only translate them into
homes and readings. No case is known here by name.
"""
