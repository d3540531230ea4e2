#pragma once

#include "peer-gui/widgets/setupcommands.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QFrame;
class QLabel;
class QListWidget;
class QRadioButton;

namespace ft::widgets {

class FolderField;
class StateLine;

/// Asks which folder to share, shows what others will see of it, and warns of what hardly anybody
/// wants to share.
class ShareChoice final : public QWidget
{
    Q_OBJECT

public:
    /// `commands` must outlive it.
    explicit ShareChoice(SetupCommands &commands, QWidget *parent = nullptr);
    ~ShareChoice() override;

    void setFolder(const QString &folder, const engine::ShareFilter::Settings &filter);

    [[nodiscard]] QString folder() const;
    /// What is left out: as given, and what was found if it is not to be shared.
    [[nodiscard]] engine::ShareFilter::Settings filter() const;
    /// Whether a file is to be put into it, for there is none.
    [[nodiscard]] bool wantsNote() const;
    /// Whether it can be shared as it is chosen.
    [[nodiscard]] bool isComplete() const;

signals:
    void changed();

private:
    [[nodiscard]] QFrame *makeWarning();
    void setupLayout();
    void onTyped();
    void look();
    void take(const engine::FolderPreview &preview);
    void showPreview();
    void showWarning();
    [[nodiscard]] bool isEmptyFolder() const;

    SetupCommands &m_commands;
    engine::ShareFilter::Settings m_filter;
    engine::FolderPreview m_preview;
    std::optional<engine::PreviewId> m_looking;
    FolderField *m_folder;
    StateLine *m_summary;
    QListWidget *m_names;
    QLabel *m_remark;
    QCheckBox *m_note;
    QLabel *m_warningText = nullptr;
    QRadioButton *m_leaveOut = nullptr;
    QRadioButton *m_shareAll = nullptr;
    QCheckBox *m_deliberately = nullptr;
    QFrame *m_warning;
    QTimer m_pause; ///< while somebody types
};

} // namespace ft::widgets
