"""Cases: our work for someone, with a person responsible."""
