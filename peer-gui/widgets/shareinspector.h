#pragma once

#include "peer-gui/models/sharearrangement.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedLayout;

namespace ft::widgets {

class FactSheet;

/// What there is to know of the selected file or folder of the share.
class ShareInspector final : public QWidget
{
    Q_OBJECT

public:
    explicit ShareInspector(QWidget *parent = nullptr);

    void show(const engine::SharedFileInfo &file,
              const models::FileRequests &requests,
              const QStringList &takers);
    void show(const models::ShareTree::Node &folder);
    void clear();

private:
    [[nodiscard]] QWidget *makePage();
    void setTitle(const QString &title, const QString &state);
    void clearFacts();

    QLabel *m_title;
    QLabel *m_state;
    FactSheet *m_facts;
    QLineEdit *m_onDisk;
    QLineEdit *m_sharedAs;
    QLineEdit *m_size;
    QLineEdit *m_modified;
    QLineEdit *m_type;
    QLineEdit *m_requests;
    QLineEdit *m_takers;
    QLineEdit *m_root;
    QLineEdit *m_md5;
    QLineEdit *m_holds;
    QLineEdit *m_troubles;
    QLineEdit *m_leftOut;
    QStackedLayout *m_stack;
};

} // namespace ft::widgets
