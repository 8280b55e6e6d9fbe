"""HTTP without features: errors, templating, assets, security headers, rate limits, guest pages, kept texts, health."""
