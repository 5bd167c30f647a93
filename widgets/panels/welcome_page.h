// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows before a model is open: open, samples, recent files, and that files can be dropped.
// Thread rule: GUI thread.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace alidade {

class RecentFiles;

class WelcomePage : public QWidget {
    Q_OBJECT

public:
    /// @param recent must outlive the page
    explicit WelcomePage(RecentFiles& recent, QWidget* parent = nullptr);

signals:
    void openRequested();
    /// The user wants to choose a folder.
    void openFolderRequested();
    void tourRequested();
    void fileRequested(const QString& path);

private:
    void addSamples(QVBoxLayout* column);
    void fillRecent();
    QWidget* makeEntry(const QString& caption, const QString& detail, const QString& path,
                       const QString& iconName);

    RecentFiles& m_recent;
    QVBoxLayout* m_recentColumn = nullptr;
    QWidget* m_recentBox = nullptr;
};

} // namespace alidade
