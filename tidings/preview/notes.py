"""What is said about a preview, or about why there is none."""

from tidings.text.sentences import Sentence

NOTES = {
    "shown": Sentence(
        en="A picture of the file, made here. Nothing of the file itself reaches your computer.",
        ru="Изображение файла, сделанное здесь. Сам файл на ваш компьютер не попадает.",
        uk="Зображення файлу, зроблене тут. Сам файл на ваш комп’ютер не потрапляє.",
    ),
    "text": Sentence(
        en="The words of the file. A sign � stands for what cannot be seen.",
        ru="Слова из файла. Знак � стоит вместо того, чего не видно.",
        uk="Слова з файлу. Знак � стоїть замість того, чого не видно.",
    ),
    "more_pages": Sentence(
        en="The first 10 pages, as pictures made here. The rest is in the original.",
        ru="Первые 10 страниц, как изображения, сделанные здесь. Остальное в исходном файле.",
        uk="Перші 10 сторінок, як зображення, зроблені тут. Решта у вихідному файлі.",
    ),
    "broken_off": Sentence(
        en="Only {pages} of its pages could be shown; the next one took too long, or is damaged.",
        ru="Удалось показать страниц: {pages}; следующая обрабатывалась слишком долго или повреждена.",
        uk="Вдалося показати сторінок: {pages}; наступна оброблялася надто довго або пошкоджена.",
    ),
    "gave_up": Sentence(
        en="No preview: showing this file took too long or too much memory. Be careful with the original.",
        ru="Без просмотра: показ этого файла требует слишком много времени или памяти. Осторожно с исходным файлом.",
        uk="Без перегляду: показ цього файлу потребує забагато часу або пам’яті. Обережно з вихідним файлом.",
    ),
    "busy": Sentence(
        en="No preview yet: others are being made. Look again in a minute.",
        ru="Просмотра пока нет: готовятся другие. Загляните ещё раз через минуту.",
        uk="Перегляду поки немає: готуються інші. Зазирніть ще раз за хвилину.",
    ),
    "damaged": Sentence(
        en="No preview: the file is damaged, or protected by a password. Ask for it once more, perhaps as a photograph.",
        ru="Без просмотра: файл повреждён или закрыт паролем. Попросите прислать его ещё раз, можно фотографией.",
        uk="Без перегляду: файл пошкоджено або закрито паролем. Попросіть надіслати його ще раз, можна фотографією.",
    ),
    "too_large": Sentence(
        en="No preview: the picture has more than 40 million points. Be careful with the original.",
        ru="Без просмотра: в изображении больше 40 миллионов точек. Осторожно с исходным файлом.",
        uk="Без перегляду: у зображенні понад 40 мільйонів точок. Обережно з вихідним файлом.",
    ),
    "too_many_pages": Sentence(
        en="No preview: the document has more than 200 pages.",
        ru="Без просмотра: в документе больше 200 страниц.",
        uk="Без перегляду: у документі понад 200 сторінок.",
    ),
    "too_long": Sentence(
        en="No preview: the file is larger than 25 MB.",
        ru="Без просмотра: файл больше 25 МБ.",
        uk="Без перегляду: файл більший за 25 МБ.",
    ),
    "empty": Sentence(
        en="The file is empty.",
        ru="Файл пуст.",
        uk="Файл порожній.",
    ),
    "gone": Sentence(
        en="The file did not come whole, or its key was erased.",
        ru="Файл пришёл не целиком, или его ключ стёрт.",
        uk="Файл надійшов не цілком, або його ключ стерто.",
    ),
    "would_burst": Sentence(
        en="No preview: unpacked, this file would be more than 100 times as large. Do not unpack the original.",
        ru="Без просмотра: распакованный, этот файл был бы больше чем в 100 раз крупнее. Не распаковывайте исходный файл.",
        uk="Без перегляду: розпакований, цей файл був би більш ніж у 100 разів більший. Не розпаковуйте вихідний файл.",
    ),
    "macros": Sentence(
        en="No preview: the document carries a program (macros). Do not open the original on your own computer.",
        ru="Без просмотра: в документе есть программа (макросы). Не открывайте исходный файл на своём компьютере.",
        uk="Без перегляду: у документі є програма (макроси). Не відкривайте вихідний файл на своєму комп’ютері.",
    ),
    "no_preview": Sentence(
        en="There is no preview for files of this kind, only the original.",
        ru="Для файлов этого вида просмотра нет, есть только исходный файл.",
        uk="Для файлів цього виду перегляду немає, є лише вихідний файл.",
    ),
    "sound": Sentence(
        en="Sound and video are not played here; there is only the original.",
        ru="Звук и видео здесь не воспроизводятся, есть только исходный файл.",
        uk="Звук і відео тут не відтворюються, є лише вихідний файл.",
    ),
    "unknown": Sentence(
        en="No preview: this is no kind of file that we know. Be careful with the original.",
        ru="Без просмотра: вид файла неизвестен. Осторожно с исходным файлом.",
        uk="Без перегляду: вид файлу невідомий. Обережно з вихідним файлом.",
    ),
}
