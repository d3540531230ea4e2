#pragma once

#include <QMenu>

#include <cstdint>
#include <vector>

class QActionGroup;

namespace ft::widgets {

/// Lets one choose the most a download may take: none, a usual rate, or a rate of one's own.
class RateLimitMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit RateLimitMenu(QWidget *parent = nullptr);

    /// The limits that are set, bytes per second; none to choose for when empty.
    void showLimits(const std::vector<std::uint64_t> &limits);

signals:
    /// Bytes per second; 0 for no limit.
    void chosen(std::uint64_t bytesPerSecond);

private:
    void addRate(const QString &text, std::uint64_t bytesPerSecond);
    void askForRate();

    QActionGroup *m_rates;
    QAction *m_other;
    std::uint64_t m_current = 0; ///< that all have; 0 when they differ
};

} // namespace ft::widgets
