"""What cannot be judged says why: not English, or too short. Odd English is English."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from workbench.depth.language import why_not_read
from workbench.model.story import PARTS

GOLD = Path(__file__).resolve().parent.parent / "gold"

FOREIGN = {
    "German": "Wir haben ein Sprachmodell eingesetzt, das Briefe entwirft. Drei Kollegen haben jede Woche zweihundert "
    "Entwürfe bewertet, und wir haben erst begonnen, als neunzig von hundert richtig waren.",
    "French": "Nous avons construit un assistant qui répond aux clients. Deux juristes ont noté quatre cents réponses "
    "avant le lancement et j'ai décidé d'attendre tant que le taux d'erreur dépassait deux pour cent.",
    "Spanish": "Construimos un asistente que responde a los clientes. Dos abogados revisaron cuatrocientas respuestas "
    "antes del lanzamiento y decidí no lanzar mientras el error superara el dos por ciento.",
    "Danish": "Vi byggede en assistent, som svarer på kundernes spørgsmål. To jurister vurderede fire hundrede svar "
    "før lanceringen, og jeg besluttede ikke at starte, så længe fejlen lå over to procent.",
    "Finnish": "Rakensimme avustajan, joka vastaa asiakkaiden kysymyksiin. Kaksi juristia arvioi neljäsataa vastausta "
    "ennen julkaisua ja päätin, ettei julkaista ennen kuin virhe on alle kaksi prosenttia kaikista vastauksista.",
    "Turkish": "Müşterilerin sorularını yanıtlayan bir asistan geliştirdik. İki hukukçu dört yüz yanıtı değerlendirdi "
    "ve hata oranı yüzde ikinin üzerinde olduğu sürece yayına almamaya karar verdim, bu karar çok zor oldu.",
    "Vietnamese": "Chúng tôi đã xây dựng một trợ lý trả lời câu hỏi của khách hàng. Hai luật sư đã chấm bốn trăm "
    "câu trả lời trước khi ra mắt và tôi quyết định không ra mắt khi lỗi còn trên hai phần trăm.",
    "Russian": "Мы построили помощника, который отвечает на вопросы клиентов. Два юриста оценили четыреста ответов.",
    "Chinese": "我们做了一个回答客户问题的助手。上线前两位律师给四百个回答打分。",
    "Hindi in Latin letters": "Humne ek assistant banaya jo customers ke sawalon ka jawab deta hai. Do vakeelon ne "
    "launch se pehle char sau jawab check kiye aur maine decide kiya ki jab tak galti upar hai, launch nahi karenge.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_not_read(language: str) -> None:
    assert "English" in why_not_read(FOREIGN[language], 20)


@pytest.mark.parametrize(
    "text",
    [
        "Defined AI vision and KPIs; built RAG copilot on Azure, 240 relationship managers; instituted LLM evals, "
        "prompt versioning; cut retention of client prompts to 30 days; removed client names before indexing.",
        "so yeah we put gpt on the gyms website it does opening hours classes that kind of thing i did the prompt it "
        "told a lady with a bad back to try deadlifts once which not great",
        "It should be found out which of the bills from the doctors must be looked at by a human. We have taken 40.000 "
        "bills from the year before, which were already checked by our colleagues.",
    ],
)
def test_telegraphic_spoken_and_foreign_english_is_read(text: str) -> None:
    assert why_not_read(text, 20) == ""


def test_every_labelled_story_is_read() -> None:
    unread = []
    with gzip.open(GOLD / "stories.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            story = json.loads(line)
            reason = why_not_read(" ".join(story.get(part) or "" for part in PARTS), 10)
            if reason:
                unread.append((story["id"], reason))
    assert unread == []


def test_what_is_short_says_how_short() -> None:
    assert why_not_read("We used AI.", 25) == "Too short to judge: 3 words, and at least 25 are needed."
    assert why_not_read("", 25).startswith("Too short")


@pytest.mark.parametrize("text", ["because " * 2000, "a. " * 5000, "I trained the model on 400 labelled calls. " * 30])
def test_the_same_words_over_and_over_are_not_read(text: str) -> None:
    assert "over and over" in why_not_read(text, 25)
