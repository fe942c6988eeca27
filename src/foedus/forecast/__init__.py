"""A predictive distribution over the outcome of an issue, from the models and the record.

`foedus.forecast.mixture.forecast` makes one, `foedus.forecast.predictive.Predictive` is one, `foedus.forecast.fit` finds the
parameters on issues whose outcome is known.
"""
