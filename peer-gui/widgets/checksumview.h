#pragma once

#include "peer-gui/models/toldfilesmodel.h"
#include "peer-gui/widgets/peerfilesview.h"

#include <deque>

namespace ft::widgets {

class TableView;

/// Asks a peer for the checksums of its files, and says what has changed since the last time:
/// FileHash.
class ChecksumView final : public PeerFilesView
{
    Q_OBJECT

public:
    ChecksumView(NetworkCommands &commands, const QString &peer, QWidget *parent = nullptr);

    /// Of all files; in place of what is shown.
    void checkAll();
    /// Of these, one after another, beside what is shown.
    void verify(const std::vector<SharedPath> &files);

    /// Checks all again.
    void refresh() override { checkAll(); }
    void find() override;
    [[nodiscard]] std::vector<PeerItem> selection() const override;
    [[nodiscard]] std::optional<Facts> facts() const override;
    [[nodiscard]] QByteArray columns() const override;
    void setColumns(const QByteArray &columns) override;
    void addItemActions(const QList<QAction *> &actions) override;

protected:
    void take(const engine::PeerAnswer &answer) override;
    [[nodiscard]] QString summaryText() const override;
    [[nodiscard]] bool hasRows() const override { return m_model.rowCount() > 0; }
    void explain(EmptyState &empty) const override;

private:
    void verifyNext();
    [[nodiscard]] QStringList countedMarks() const;

    models::ToldFilesModel m_model;
    std::deque<SharedPath> m_toVerify;
    bool m_wasAsked = false;
    TableView *m_table;
};

} // namespace ft::widgets
