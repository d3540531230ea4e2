#pragma once

#include "peer-gui/models/transfergroup.h"

#include <QWidget>

class QButtonGroup;

namespace ft::widgets {

/// A row of buttons, one for each group of downloads with their number, of which one is chosen.
class FilterChips final : public QWidget
{
    Q_OBJECT

public:
    explicit FilterChips(QWidget *parent = nullptr);

    /// Canceled ones have a button only while there are any, or while they are looked at.
    void show(const words::TransferCounts &counts);
    void choose(models::TransferGroup group);
    [[nodiscard]] models::TransferGroup chosen() const;

signals:
    void changed();

private:
    QButtonGroup *m_buttons;
};

} // namespace ft::widgets
