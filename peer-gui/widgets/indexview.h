#pragma once

#include "peer-gui/models/toldfilesmodel.h"
#include "peer-gui/widgets/peerfilesview.h"

class QComboBox;
class QDateTimeEdit;
class QLineEdit;

namespace ft::widgets {

class TableView;

/// Lists files of a peer by when they were changed and by a pattern in their path: IndexGet.
class IndexView final : public PeerFilesView
{
    Q_OBJECT

public:
    IndexView(NetworkCommands &commands, const QString &peer, QWidget *parent = nullptr);

    void refresh() override;
    void find() override;
    [[nodiscard]] std::vector<PeerItem> selection() const override;
    [[nodiscard]] std::optional<Facts> facts() const override;
    [[nodiscard]] QByteArray columns() const override;
    void setColumns(const QByteArray &columns) override;
    void addItemActions(const QList<QAction *> &actions) override;

protected:
    void take(const engine::PeerAnswer &answer) override;
    void failed(const engine::Problem &problem) override;
    [[nodiscard]] QString summaryText() const override;
    [[nodiscard]] bool hasRows() const override { return m_model.rowCount() > 0; }
    void explain(EmptyState &empty) const override;

private:
    enum class Span { Any, Today, Week, Month, Year, Between };

    void setupQuestion();
    void setupTable();
    void showSpan();
    [[nodiscard]] Span span() const;
    [[nodiscard]] std::optional<QDateTime> from() const;
    [[nodiscard]] std::optional<QDateTime> to() const;
    void showFault(const QString &fault);

    models::ToldFilesModel m_model;
    bool m_wasAsked = false;
    QComboBox *m_span;
    QDateTimeEdit *m_from;
    QLabel *m_until;
    QDateTimeEdit *m_to;
    QLineEdit *m_pattern;
    QLabel *m_fault;
    TableView *m_table;
};

} // namespace ft::widgets
