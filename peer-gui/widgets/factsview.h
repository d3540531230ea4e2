#pragma once

#include <QString>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QStackedLayout;

namespace ft::widgets {

class ScrolledColumn;

/// Something seen from near, in words: a title, a sentence, and what is known of it. Plain text.
struct Facts
{
    struct Fact
    {
        QString label;
        QString value;

        bool operator==(const Fact &) const = default;
    };

    QString title;
    QString sentence; ///< may be empty
    std::vector<Fact> facts; ///< those without a value are left out

    bool operator==(const Facts &) const = default;
};

/// Shows Facts, whose values can be selected and copied; or a hint while there are none.
class FactsView final : public QWidget
{
    Q_OBJECT

public:
    explicit FactsView(QWidget *parent = nullptr);

    void show(const Facts &facts);
    void showHint(const QString &hint);

    /// What is shown, as lines; for tests and screen readers.
    [[nodiscard]] QString text() const;

private:
    void fill(const Facts &facts);
    [[nodiscard]] QLabel *addLabel(const QString &text, int row, int column);

    Facts m_facts;
    ScrolledColumn *m_page;
    QLabel *m_title;
    QLabel *m_sentence;
    QGridLayout *m_grid;
    QLabel *m_hint;
    QStackedLayout *m_stack;
};

} // namespace ft::widgets
