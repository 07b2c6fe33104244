import pytest


@pytest.fixture
def known():
    """What a mother of the invented office has told us."""
    return {
        "sought": "Кравцов Илья Петрович",
        "enquirer": "Кравцова Анна Ивановна",
        "relation": "mother",
        "birth_date": "2005-03-14",
        "unit": "в/ч 12345",
        "service": "conscript",
        "service_started": "2024-06-01",
        "deployment_on": "2024-08-06",
        "place": "Суджа",
        "specialty_training": False,
        "address": "г. Тверь, ул. Лесная, 1",
        "phone": "+7 900 000-00-00",
        "garrison": "Курский",
        "consent": True,
        "account": "5 августа часть подняли по тревоге.\n6 августа он позвонил.",
        "evidence": ["Переписка на 3 листах", "Запись разговора"],
        "written_on": "2024-08-20",
    }
