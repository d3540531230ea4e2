#pragma once

#include <QFrame>

#include <cstdint>

class QButtonGroup;
class QComboBox;
class QRadioButton;
class QSpinBox;
class QVBoxLayout;

namespace ft::widgets {

/// A small window above a button that sets a limit of bytes per second: none, one of a few, or any.
/// What is chosen holds at once.
class LimitPopup final : public QFrame
{
    Q_OBJECT

public:
    explicit LimitPopup(const QString &title, QWidget *parent = nullptr);

    /// 0 for no limit. Tells nobody.
    void setLimit(std::uint64_t bytesPerSecond);
    [[nodiscard]] std::uint64_t limit() const { return m_limit; }
    void openAbove(const QWidget &button);

signals:
    void chosen(std::uint64_t bytesPerSecond);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addChoices(QVBoxLayout &layout);
    [[nodiscard]] QWidget *ownValue();
    void choose(std::uint64_t bytesPerSecond);
    void chooseOwn();

    QButtonGroup *m_choices;
    QRadioButton *m_own = nullptr;
    QSpinBox *m_amount;
    QComboBox *m_unit;
    std::uint64_t m_limit = 0;
};

} // namespace ft::widgets
