#pragma once

#include <QList>
#include <QString>
#include <QTranslator>

class QSettings;

namespace ft::widgets {

/// The language of every window and dialog, numbers and dates with it, as long as this object
/// lives. Texts that are made before it stay as they are.
class Language final
{
public:
    struct Choice
    {
        QString code; ///< empty for the system's language
        QString name; ///< as its speakers call it
    };
    /// The system's language first; its name is empty, for the caller to word.
    [[nodiscard]] static QList<Choice> choices();

    /// A code that is none of the choices stands for the system's language.
    explicit Language(const QString &code);
    ~Language();
    Q_DISABLE_COPY_MOVE(Language)

    // What the user chose, between runs.
    [[nodiscard]] static QString remembered(const QSettings &memory);
    static void remember(QSettings &memory, const QString &code);

private:
    QTranslator m_qt;
    QTranslator m_own;
};

} // namespace ft::widgets
