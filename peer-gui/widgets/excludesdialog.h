#pragma once

#include "peer-gui/models/filterpreview.h"

#include <QDialog>
#include <QTimer>

#include <functional>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QSpinBox;

namespace ft::widgets {

/// Asks what is to be left out of the share folders, and tells while one types what that would be.
class ExcludesDialog final : public QDialog
{
    Q_OBJECT

public:
    using Filter = engine::ShareFilter::Settings;
    using TellPreview = std::function<void(const models::FilterPreview &)>;
    /// Finds out what a filter would leave out, without keeping the dialog waiting.
    using Preview = std::function<void(const Filter &, TellPreview)>;

    ExcludesDialog(const Filter &filter, Preview preview, QWidget *parent = nullptr);

    /// As it is in the dialog.
    [[nodiscard]] Filter filter() const;
    /// What it says that would be left out; empty until that is known.
    [[nodiscard]] QString toldText() const;

signals:
    void chosen(const ft::engine::ShareFilter::Settings &filter);

private:
    void setupLayout();
    void ask();

    Preview m_preview;
    QTimer m_askSoon;
    QPlainTextEdit *m_patterns;
    QCheckBox *m_defaults;
    QCheckBox *m_hidden;
    QCheckBox *m_limits;
    QSpinBox *m_size; ///< MB
    QLabel *m_told;
};

} // namespace ft::widgets
