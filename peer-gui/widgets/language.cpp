#include "peer-gui/widgets/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>

#include <algorithm>

namespace ft::widgets {

namespace {

const QString CodeKey = QStringLiteral("window/language");

bool isChoice(const QString &code)
{
    const auto choices = Language::choices();
    return std::any_of(choices.begin(), choices.end(), [&code](const Language::Choice &choice) {
        return choice.code == code;
    });
}

/// With the country of the system where that speaks the same language: de_AT stays de_AT.
QLocale localeOf(const QString &code)
{
    const QLocale system = QLocale::system();
    if (code.isEmpty() || !isChoice(code))
        return system;
    const QLocale chosen{code};
    return chosen.language() == system.language() ? system : chosen;
}

} // namespace

QList<Language::Choice> Language::choices()
{
    return {{QString{}, QString{}},
            {QStringLiteral("en"), QStringLiteral("English")},
            {QStringLiteral("de"), QStringLiteral("Deutsch")},
            {QStringLiteral("vi"), QStringLiteral("Tiếng Việt")}};
}

Language::Language(const QString &code)
{
    const QLocale locale = localeOf(code);
    QLocale::setDefault(locale);
    // Texts in the sources are English, and need no translation.
    if (locale.language() == QLocale::English)
        return;
    const QString underscore = QStringLiteral("_");
    if (m_qt.load(locale,
                  QStringLiteral("qtbase"),
                  underscore,
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    // Asked first: it also knows texts of Qt's that Qt has in fewer languages.
    if (m_own.load(
            locale, QStringLiteral("filetracker"), underscore, QStringLiteral(":/translations")))
        QCoreApplication::installTranslator(&m_own);
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    QLocale::setDefault(QLocale::system());
}

QString Language::remembered(const QSettings &memory)
{
    const QString code = memory.value(CodeKey).toString();
    return isChoice(code) ? code : QString{};
}

void Language::remember(QSettings &memory, const QString &code)
{
    memory.setValue(CodeKey, code);
}

} // namespace ft::widgets
