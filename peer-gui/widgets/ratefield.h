#pragma once

#include <QSpinBox>

#include <cstdint>

namespace ft::widgets {

/// A number of kB/s, or no limit.
class RateField final : public QSpinBox
{
    Q_OBJECT

public:
    explicit RateField(QWidget *parent = nullptr);

    void setRate(std::uint64_t bytesPerSecond);
    /// Exactly as set, for as long as nobody changes it; 0 for no limit.
    [[nodiscard]] std::uint64_t rate() const;

private:
    std::uint64_t m_set = 0;
};

} // namespace ft::widgets
